-- Compiled from netral/patrol/plan.py by `make docs`; change the plan, not this text.

-- name: streamed
SELECT
  *
FROM (
  SELECT
    *
  FROM "canonical" AS "t0"
  WHERE
    "t0"."object_owner_id" IN (
      SELECT
        "t2"."uid"
      FROM "contestants" AS "t2"
      WHERE
        "t2"."uid" IS NOT NULL
    )
    OR CASE
      WHEN "t0"."object_owner_id" IS NULL
      THEN "t0"."object_owner_handle"
      ELSE CAST(NULL AS TEXT)
    END IN (
      SELECT
        "t2"."handle"
      FROM "contestants" AS "t2"
      WHERE
        "t2"."handle" IS NOT NULL
    )
    OR "t0"."object_owner_handle" IN (
      SELECT
        "t2"."handle"
      FROM "contestants" AS "t2"
      WHERE
        "t2"."uid" IS NULL AND "t2"."handle" IS NOT NULL
    )
    OR "t0"."verb" IN ('Undo', 'Delete')
) AS "t9"
WHERE
  "t9"."actor_id" IN (
    SELECT
      "t1"."uid"
    FROM "officials" AS "t1"
    WHERE
      "t1"."uid" IS NOT NULL
  )
  OR CASE
    WHEN "t9"."actor_id" IS NULL
    THEN "t9"."actor_handle"
    ELSE CAST(NULL AS TEXT)
  END IN (
    SELECT
      "t1"."handle"
    FROM "officials" AS "t1"
    WHERE
      "t1"."handle" IS NOT NULL
  )
  OR "t9"."actor_handle" IN (
    SELECT
      "t1"."handle"
    FROM "officials" AS "t1"
    WHERE
      "t1"."uid" IS NULL AND "t1"."handle" IS NOT NULL
  )

-- name: stored
SELECT
  *
FROM (
  SELECT
    *
  FROM "canonical" AS "t0"
  WHERE
    "t0"."object_owner_id" IN (
      SELECT
        "t2"."uid"
      FROM "contestants" AS "t2"
      WHERE
        "t2"."uid" IS NOT NULL
    )
    OR CASE
      WHEN "t0"."object_owner_id" IS NULL
      THEN "t0"."object_owner_handle"
      ELSE CAST(NULL AS TEXT)
    END IN (
      SELECT
        "t2"."handle"
      FROM "contestants" AS "t2"
      WHERE
        "t2"."handle" IS NOT NULL
    )
    OR "t0"."object_owner_handle" IN (
      SELECT
        "t2"."handle"
      FROM "contestants" AS "t2"
      WHERE
        "t2"."uid" IS NULL AND "t2"."handle" IS NOT NULL
    )
    OR "t0"."verb" IN ('Undo', 'Delete')
) AS "t9"
WHERE
  "t9"."actor_id" IN (
    SELECT
      "t1"."uid"
    FROM "officials" AS "t1"
    WHERE
      "t1"."uid" IS NOT NULL
  )
  OR CASE
    WHEN "t9"."actor_id" IS NULL
    THEN "t9"."actor_handle"
    ELSE CAST(NULL AS TEXT)
  END IN (
    SELECT
      "t1"."handle"
    FROM "officials" AS "t1"
    WHERE
      "t1"."handle" IS NOT NULL
  )
  OR "t9"."actor_handle" IN (
    SELECT
      "t1"."handle"
    FROM "officials" AS "t1"
    WHERE
      "t1"."uid" IS NULL AND "t1"."handle" IS NOT NULL
  )

-- name: matched
WITH "t7" AS (
  SELECT
    "t1"."activity_key",
    "t1"."activity_id",
    "t1"."platform",
    "t1"."verb",
    "t1"."interaction",
    "t1"."actor_id",
    "t1"."actor_handle",
    "t1"."object_id",
    "t1"."object_url",
    "t1"."object_owner_id",
    "t1"."object_owner_handle",
    "t1"."object_owner_basis",
    "t1"."published_at",
    "t1"."published_earliest",
    "t1"."published_latest",
    "t1"."published_precision",
    "t1"."source_sha256",
    "t1"."source_row",
    "t1"."actor_id" || '@' || "t1"."platform" AS "actor_id_key",
    "t1"."actor_handle" || '@' || "t1"."platform" AS "actor_handle_key",
    "t1"."object_owner_id" || '@' || "t1"."platform" AS "object_owner_id_key",
    "t1"."object_owner_handle" || '@' || "t1"."platform" AS "object_owner_handle_key",
    COALESCE(
      "t1"."published_earliest",
      CASE
        WHEN (
          "t1"."published_precision" IS NULL
        )
        OR "t1"."published_precision" IN ('us', 'ms', 's')
        THEN "t1"."published_at"
        ELSE CAST(NULL AS TIMESTAMP(6))
      END
    ) AS "earliest",
    COALESCE(
      "t1"."published_latest",
      CASE
        WHEN (
          "t1"."published_precision" IS NULL
        )
        OR "t1"."published_precision" IN ('us', 'ms', 's')
        THEN "t1"."published_at"
        ELSE CAST(NULL AS TIMESTAMP(6))
      END
    ) AS "latest"
  FROM "activities" AS "t1"
), "t9" AS (
  SELECT
    *
  FROM (
    SELECT
      "t2"."official_id",
      "t2"."agency",
      "t2"."platform" AS "o_platform",
      "t2"."uid" AS "o_uid",
      "t2"."handle" AS "o_handle",
      "t2"."status" AS "o_status",
      "t2"."valid_from" AS "o_valid_from",
      "t2"."valid_to" AS "o_valid_to",
      "t2"."zone" AS "o_zone"
    FROM "officials" AS "t2"
  ) AS "t6"
  WHERE
    COALESCE(
      "t6"."o_uid" IN (
        SELECT
          "t1"."actor_id"
        FROM "activities" AS "t1"
      ),
      FALSE
    )
    OR COALESCE(
      "t6"."o_handle" IN (
        SELECT
          "t1"."actor_handle"
        FROM "activities" AS "t1"
      ),
      FALSE
    )
), "t23" AS (
  SELECT
    *
  FROM (
    SELECT
      "t18"."activity_key",
      "t18"."activity_id",
      "t18"."platform",
      "t18"."verb",
      "t18"."interaction",
      "t18"."actor_id",
      "t18"."actor_handle",
      "t18"."object_id",
      "t18"."object_url",
      "t18"."object_owner_id",
      "t18"."object_owner_handle",
      "t18"."object_owner_basis",
      "t18"."published_at",
      "t18"."published_earliest",
      "t18"."published_latest",
      "t18"."published_precision",
      "t18"."source_sha256",
      "t18"."source_row",
      "t18"."actor_id_key",
      "t18"."actor_handle_key",
      "t18"."object_owner_id_key",
      "t18"."object_owner_handle_key",
      "t18"."earliest",
      "t18"."latest",
      "t18"."official_id",
      "t18"."agency",
      "t18"."o_uid",
      "t18"."o_status",
      "t18"."o_valid_from",
      "t18"."o_valid_to",
      "t18"."o_zone",
      'id' AS "match_basis"
    FROM (
      SELECT
        "t10"."activity_key",
        "t10"."activity_id",
        "t10"."platform",
        "t10"."verb",
        "t10"."interaction",
        "t10"."actor_id",
        "t10"."actor_handle",
        "t10"."object_id",
        "t10"."object_url",
        "t10"."object_owner_id",
        "t10"."object_owner_handle",
        "t10"."object_owner_basis",
        "t10"."published_at",
        "t10"."published_earliest",
        "t10"."published_latest",
        "t10"."published_precision",
        "t10"."source_sha256",
        "t10"."source_row",
        "t10"."actor_id_key",
        "t10"."actor_handle_key",
        "t10"."object_owner_id_key",
        "t10"."object_owner_handle_key",
        "t10"."earliest",
        "t10"."latest",
        "t15"."official_id",
        "t15"."agency",
        "t15"."o_platform",
        "t15"."o_uid",
        "t15"."o_handle",
        "t15"."o_status",
        "t15"."o_valid_from",
        "t15"."o_valid_to",
        "t15"."o_zone",
        "t15"."id_key",
        "t15"."handle_key"
      FROM "t7" AS "t10"
      INNER JOIN (
        SELECT
          "t11"."official_id",
          "t11"."agency",
          "t11"."o_platform",
          "t11"."o_uid",
          "t11"."o_handle",
          "t11"."o_status",
          "t11"."o_valid_from",
          "t11"."o_valid_to",
          "t11"."o_zone",
          "t11"."o_uid" || '@' || "t11"."o_platform" AS "id_key",
          "t11"."o_handle" || '@' || "t11"."o_platform" AS "handle_key"
        FROM "t9" AS "t11"
        WHERE
          (
            "t11"."o_uid" || '@' || "t11"."o_platform"
          ) IS NOT NULL
      ) AS "t15"
        ON "t10"."actor_id_key" = "t15"."id_key"
    ) AS "t18"
  ) AS "t20"
  UNION ALL
  SELECT
    *
  FROM (
    SELECT
      "t21"."activity_key",
      "t21"."activity_id",
      "t21"."platform",
      "t21"."verb",
      "t21"."interaction",
      "t21"."actor_id",
      "t21"."actor_handle",
      "t21"."object_id",
      "t21"."object_url",
      "t21"."object_owner_id",
      "t21"."object_owner_handle",
      "t21"."object_owner_basis",
      "t21"."published_at",
      "t21"."published_earliest",
      "t21"."published_latest",
      "t21"."published_precision",
      "t21"."source_sha256",
      "t21"."source_row",
      "t21"."actor_id_key",
      "t21"."actor_handle_key",
      "t21"."object_owner_id_key",
      "t21"."object_owner_handle_key",
      "t21"."earliest",
      "t21"."latest",
      "t21"."official_id",
      "t21"."agency",
      "t21"."o_uid",
      "t21"."o_status",
      "t21"."o_valid_from",
      "t21"."o_valid_to",
      "t21"."o_zone",
      'handle' AS "match_basis"
    FROM (
      SELECT
        "t19"."activity_key",
        "t19"."activity_id",
        "t19"."platform",
        "t19"."verb",
        "t19"."interaction",
        "t19"."actor_id",
        "t19"."actor_handle",
        "t19"."object_id",
        "t19"."object_url",
        "t19"."object_owner_id",
        "t19"."object_owner_handle",
        "t19"."object_owner_basis",
        "t19"."published_at",
        "t19"."published_earliest",
        "t19"."published_latest",
        "t19"."published_precision",
        "t19"."source_sha256",
        "t19"."source_row",
        "t19"."actor_id_key",
        "t19"."actor_handle_key",
        "t19"."object_owner_id_key",
        "t19"."object_owner_handle_key",
        "t19"."earliest",
        "t19"."latest",
        "t16"."official_id",
        "t16"."agency",
        "t16"."o_platform",
        "t16"."o_uid",
        "t16"."o_handle",
        "t16"."o_status",
        "t16"."o_valid_from",
        "t16"."o_valid_to",
        "t16"."o_zone",
        "t16"."id_key",
        "t16"."handle_key"
      FROM (
        SELECT
          *
        FROM "t7" AS "t8"
        WHERE
          NOT (
            COALESCE(
              "t8"."actor_id_key" IN (
                SELECT
                  "t11"."o_uid" || '@' || "t11"."o_platform" AS "id_key"
                FROM "t9" AS "t11"
                WHERE
                  (
                    "t11"."o_uid" || '@' || "t11"."o_platform"
                  ) IS NOT NULL
              ),
              FALSE
            )
          )
      ) AS "t19"
      INNER JOIN (
        SELECT
          "t11"."official_id",
          "t11"."agency",
          "t11"."o_platform",
          "t11"."o_uid",
          "t11"."o_handle",
          "t11"."o_status",
          "t11"."o_valid_from",
          "t11"."o_valid_to",
          "t11"."o_zone",
          "t11"."o_uid" || '@' || "t11"."o_platform" AS "id_key",
          "t11"."o_handle" || '@' || "t11"."o_platform" AS "handle_key"
        FROM "t9" AS "t11"
        WHERE
          (
            "t11"."o_handle" || '@' || "t11"."o_platform"
          ) IS NOT NULL
      ) AS "t16"
        ON "t19"."actor_handle_key" = "t16"."handle_key"
    ) AS "t21"
    WHERE
      (
        "t21"."actor_id" IS NULL
      ) OR (
        "t21"."o_uid" IS NULL
      )
  ) AS "t22"
), "t28" AS (
  SELECT
    *
  FROM (
    SELECT
      "t0"."contest",
      "t0"."contest_base",
      "t0"."contestant_id",
      "t0"."role",
      "t0"."given_status",
      "t0"."platform" AS "c_platform",
      "t0"."uid" AS "c_uid",
      "t0"."handle" AS "c_handle",
      "t0"."valid_from" AS "c_valid_from",
      "t0"."valid_to" AS "c_valid_to",
      "t0"."zone" AS "c_zone"
    FROM "contestants" AS "t0"
  ) AS "t3"
  WHERE
    COALESCE(
      "t3"."c_uid" IN (
        SELECT
          "t24"."object_owner_id"
        FROM "t23" AS "t24"
      ),
      FALSE
    )
    OR COALESCE(
      "t3"."c_handle" IN (
        SELECT
          "t24"."object_owner_handle"
        FROM "t23" AS "t24"
      ),
      FALSE
    )
)
SELECT
  "t41"."activity_key",
  "t41"."activity_id",
  "t41"."platform",
  "t41"."verb",
  "t41"."interaction",
  "t41"."actor_id",
  "t41"."actor_handle",
  "t41"."object_id",
  "t41"."object_url",
  "t41"."object_owner_id",
  "t41"."object_owner_handle",
  "t41"."object_owner_basis",
  "t41"."published_at",
  "t41"."published_earliest",
  "t41"."published_latest",
  "t41"."published_precision",
  "t41"."source_sha256",
  "t41"."source_row",
  "t41"."actor_id_key",
  "t41"."actor_handle_key",
  "t41"."object_owner_id_key",
  "t41"."object_owner_handle_key",
  "t41"."earliest",
  "t41"."latest",
  "t41"."official_id",
  "t41"."agency",
  "t41"."o_uid",
  "t41"."o_status",
  "t41"."o_valid_from",
  "t41"."o_valid_to",
  "t41"."o_zone",
  "t41"."match_basis",
  "t41"."contest",
  "t41"."contest_base",
  "t41"."contestant_id",
  "t41"."role",
  "t41"."given_status",
  "t41"."c_uid",
  "t41"."c_valid_from",
  "t41"."c_valid_to",
  "t41"."c_zone",
  "t41"."owner_match",
  COALESCE("t41"."earliest", MAKE_TIMESTAMP(1, 1, 1, 0, 0, 0.0)) AS "begins",
  COALESCE("t41"."latest", MAKE_TIMESTAMP(9999, 12, 31, 0, 0, 0.0)) AS "finishes",
  CASE
    WHEN NOT (
      "t41"."verb" IN ('Create', 'Update')
    )
    OR (
      "t41"."interaction" IS NULL
    )
    THEN ''
    WHEN "t41"."interaction" = 'reply'
    THEN 'true'
    ELSE 'false'
  END AS "reply",
  COALESCE("t41"."c_zone", "t41"."o_zone") AS "asked_zone",
  COALESCE("t41"."given_status", '') AS "given",
  "t41"."verb" || '|' || CASE
    WHEN NOT (
      "t41"."verb" IN ('Create', 'Update')
    )
    OR (
      "t41"."interaction" IS NULL
    )
    THEN ''
    WHEN "t41"."interaction" = 'reply'
    THEN 'true'
    ELSE 'false'
  END || '|' || "t41"."o_status" || '|' || "t41"."contest_base" || '|' || "t41"."role" || '|' || COALESCE("t41"."given_status", '') || '|' || COALESCE("t41"."c_zone", "t41"."o_zone") AS "asked"
FROM (
  SELECT
    *
  FROM (
    SELECT
      "t36"."activity_key",
      "t36"."activity_id",
      "t36"."platform",
      "t36"."verb",
      "t36"."interaction",
      "t36"."actor_id",
      "t36"."actor_handle",
      "t36"."object_id",
      "t36"."object_url",
      "t36"."object_owner_id",
      "t36"."object_owner_handle",
      "t36"."object_owner_basis",
      "t36"."published_at",
      "t36"."published_earliest",
      "t36"."published_latest",
      "t36"."published_precision",
      "t36"."source_sha256",
      "t36"."source_row",
      "t36"."actor_id_key",
      "t36"."actor_handle_key",
      "t36"."object_owner_id_key",
      "t36"."object_owner_handle_key",
      "t36"."earliest",
      "t36"."latest",
      "t36"."official_id",
      "t36"."agency",
      "t36"."o_uid",
      "t36"."o_status",
      "t36"."o_valid_from",
      "t36"."o_valid_to",
      "t36"."o_zone",
      "t36"."match_basis",
      "t36"."contest",
      "t36"."contest_base",
      "t36"."contestant_id",
      "t36"."role",
      "t36"."given_status",
      "t36"."c_uid",
      "t36"."c_valid_from",
      "t36"."c_valid_to",
      "t36"."c_zone",
      'id' AS "owner_match"
    FROM (
      SELECT
        "t25"."activity_key",
        "t25"."activity_id",
        "t25"."platform",
        "t25"."verb",
        "t25"."interaction",
        "t25"."actor_id",
        "t25"."actor_handle",
        "t25"."object_id",
        "t25"."object_url",
        "t25"."object_owner_id",
        "t25"."object_owner_handle",
        "t25"."object_owner_basis",
        "t25"."published_at",
        "t25"."published_earliest",
        "t25"."published_latest",
        "t25"."published_precision",
        "t25"."source_sha256",
        "t25"."source_row",
        "t25"."actor_id_key",
        "t25"."actor_handle_key",
        "t25"."object_owner_id_key",
        "t25"."object_owner_handle_key",
        "t25"."earliest",
        "t25"."latest",
        "t25"."official_id",
        "t25"."agency",
        "t25"."o_uid",
        "t25"."o_status",
        "t25"."o_valid_from",
        "t25"."o_valid_to",
        "t25"."o_zone",
        "t25"."match_basis",
        "t33"."contest",
        "t33"."contest_base",
        "t33"."contestant_id",
        "t33"."role",
        "t33"."given_status",
        "t33"."c_platform",
        "t33"."c_uid",
        "t33"."c_handle",
        "t33"."c_valid_from",
        "t33"."c_valid_to",
        "t33"."c_zone",
        "t33"."id_key",
        "t33"."handle_key"
      FROM "t23" AS "t25"
      INNER JOIN (
        SELECT
          "t29"."contest",
          "t29"."contest_base",
          "t29"."contestant_id",
          "t29"."role",
          "t29"."given_status",
          "t29"."c_platform",
          "t29"."c_uid",
          "t29"."c_handle",
          "t29"."c_valid_from",
          "t29"."c_valid_to",
          "t29"."c_zone",
          "t29"."c_uid" || '@' || "t29"."c_platform" AS "id_key",
          "t29"."c_handle" || '@' || "t29"."c_platform" AS "handle_key"
        FROM "t28" AS "t29"
        WHERE
          (
            "t29"."c_uid" || '@' || "t29"."c_platform"
          ) IS NOT NULL
      ) AS "t33"
        ON "t25"."object_owner_id_key" = "t33"."id_key"
    ) AS "t36"
  ) AS "t38"
  UNION ALL
  SELECT
    *
  FROM (
    SELECT
      "t39"."activity_key",
      "t39"."activity_id",
      "t39"."platform",
      "t39"."verb",
      "t39"."interaction",
      "t39"."actor_id",
      "t39"."actor_handle",
      "t39"."object_id",
      "t39"."object_url",
      "t39"."object_owner_id",
      "t39"."object_owner_handle",
      "t39"."object_owner_basis",
      "t39"."published_at",
      "t39"."published_earliest",
      "t39"."published_latest",
      "t39"."published_precision",
      "t39"."source_sha256",
      "t39"."source_row",
      "t39"."actor_id_key",
      "t39"."actor_handle_key",
      "t39"."object_owner_id_key",
      "t39"."object_owner_handle_key",
      "t39"."earliest",
      "t39"."latest",
      "t39"."official_id",
      "t39"."agency",
      "t39"."o_uid",
      "t39"."o_status",
      "t39"."o_valid_from",
      "t39"."o_valid_to",
      "t39"."o_zone",
      "t39"."match_basis",
      "t39"."contest",
      "t39"."contest_base",
      "t39"."contestant_id",
      "t39"."role",
      "t39"."given_status",
      "t39"."c_uid",
      "t39"."c_valid_from",
      "t39"."c_valid_to",
      "t39"."c_zone",
      'handle' AS "owner_match"
    FROM (
      SELECT
        "t37"."activity_key",
        "t37"."activity_id",
        "t37"."platform",
        "t37"."verb",
        "t37"."interaction",
        "t37"."actor_id",
        "t37"."actor_handle",
        "t37"."object_id",
        "t37"."object_url",
        "t37"."object_owner_id",
        "t37"."object_owner_handle",
        "t37"."object_owner_basis",
        "t37"."published_at",
        "t37"."published_earliest",
        "t37"."published_latest",
        "t37"."published_precision",
        "t37"."source_sha256",
        "t37"."source_row",
        "t37"."actor_id_key",
        "t37"."actor_handle_key",
        "t37"."object_owner_id_key",
        "t37"."object_owner_handle_key",
        "t37"."earliest",
        "t37"."latest",
        "t37"."official_id",
        "t37"."agency",
        "t37"."o_uid",
        "t37"."o_status",
        "t37"."o_valid_from",
        "t37"."o_valid_to",
        "t37"."o_zone",
        "t37"."match_basis",
        "t34"."contest",
        "t34"."contest_base",
        "t34"."contestant_id",
        "t34"."role",
        "t34"."given_status",
        "t34"."c_platform",
        "t34"."c_uid",
        "t34"."c_handle",
        "t34"."c_valid_from",
        "t34"."c_valid_to",
        "t34"."c_zone",
        "t34"."id_key",
        "t34"."handle_key"
      FROM (
        SELECT
          *
        FROM "t23" AS "t24"
        WHERE
          NOT (
            COALESCE(
              "t24"."object_owner_id_key" IN (
                SELECT
                  "t29"."c_uid" || '@' || "t29"."c_platform" AS "id_key"
                FROM "t28" AS "t29"
                WHERE
                  (
                    "t29"."c_uid" || '@' || "t29"."c_platform"
                  ) IS NOT NULL
              ),
              FALSE
            )
          )
      ) AS "t37"
      INNER JOIN (
        SELECT
          "t29"."contest",
          "t29"."contest_base",
          "t29"."contestant_id",
          "t29"."role",
          "t29"."given_status",
          "t29"."c_platform",
          "t29"."c_uid",
          "t29"."c_handle",
          "t29"."c_valid_from",
          "t29"."c_valid_to",
          "t29"."c_zone",
          "t29"."c_uid" || '@' || "t29"."c_platform" AS "id_key",
          "t29"."c_handle" || '@' || "t29"."c_platform" AS "handle_key"
        FROM "t28" AS "t29"
        WHERE
          (
            "t29"."c_handle" || '@' || "t29"."c_platform"
          ) IS NOT NULL
      ) AS "t34"
        ON "t37"."object_owner_handle_key" = "t34"."handle_key"
    ) AS "t39"
    WHERE
      (
        "t39"."object_owner_id" IS NULL
      ) OR (
        "t39"."c_uid" IS NULL
      )
  ) AS "t40"
) AS "t41"
WHERE
  (
    (
      (
        "t41"."match_basis" = 'id'
      ) AND (
        "t41"."owner_match" = 'id'
      )
    )
    OR (
      (
        "t41"."earliest" IS NOT NULL
      ) AND (
        "t41"."latest" IS NOT NULL
      )
    )
  )
  AND (
    (
      "t41"."o_valid_from" IS NULL
    )
    OR COALESCE(
      CASE
        WHEN COALESCE("t41"."c_zone", "t41"."o_zone") = 'WIT'
        THEN CAST("t41"."o_valid_from" AS TIMESTAMP(6)) - INTERVAL '9' HOUR
        WHEN COALESCE("t41"."c_zone", "t41"."o_zone") = 'WITA'
        THEN CAST("t41"."o_valid_from" AS TIMESTAMP(6)) - INTERVAL '8' HOUR
        ELSE CAST("t41"."o_valid_from" AS TIMESTAMP(6)) - INTERVAL '7' HOUR
      END <= "t41"."earliest",
      FALSE
    )
  )
  AND (
    (
      "t41"."o_valid_to" IS NULL
    )
    OR COALESCE(
      "t41"."latest" < CASE
        WHEN COALESCE("t41"."c_zone", "t41"."o_zone") = 'WIT'
        THEN CAST("t41"."o_valid_to" AS TIMESTAMP(6)) - INTERVAL '9' HOUR
        WHEN COALESCE("t41"."c_zone", "t41"."o_zone") = 'WITA'
        THEN CAST("t41"."o_valid_to" AS TIMESTAMP(6)) - INTERVAL '8' HOUR
        ELSE CAST("t41"."o_valid_to" AS TIMESTAMP(6)) - INTERVAL '7' HOUR
      END,
      FALSE
    )
  )
  AND (
    (
      "t41"."c_valid_from" IS NULL
    )
    OR COALESCE(
      CASE
        WHEN COALESCE("t41"."c_zone", "t41"."o_zone") = 'WIT'
        THEN CAST("t41"."c_valid_from" AS TIMESTAMP(6)) - INTERVAL '9' HOUR
        WHEN COALESCE("t41"."c_zone", "t41"."o_zone") = 'WITA'
        THEN CAST("t41"."c_valid_from" AS TIMESTAMP(6)) - INTERVAL '8' HOUR
        ELSE CAST("t41"."c_valid_from" AS TIMESTAMP(6)) - INTERVAL '7' HOUR
      END <= "t41"."earliest",
      FALSE
    )
  )
  AND (
    (
      "t41"."c_valid_to" IS NULL
    )
    OR COALESCE(
      "t41"."latest" < CASE
        WHEN COALESCE("t41"."c_zone", "t41"."o_zone") = 'WIT'
        THEN CAST("t41"."c_valid_to" AS TIMESTAMP(6)) - INTERVAL '9' HOUR
        WHEN COALESCE("t41"."c_zone", "t41"."o_zone") = 'WITA'
        THEN CAST("t41"."c_valid_to" AS TIMESTAMP(6)) - INTERVAL '8' HOUR
        ELSE CAST("t41"."c_valid_to" AS TIMESTAMP(6)) - INTERVAL '7' HOUR
      END,
      FALSE
    )
  )

-- name: judged
WITH "t10" AS (
  SELECT
    *
  FROM (
    SELECT
      "t8"."activity_key",
      "t8"."activity_id",
      "t8"."platform",
      "t8"."verb",
      "t8"."interaction",
      "t8"."actor_id",
      "t8"."actor_handle",
      "t8"."object_id",
      "t8"."object_url",
      "t8"."object_owner_id",
      "t8"."object_owner_handle",
      "t8"."object_owner_basis",
      "t8"."published_at",
      "t8"."published_earliest",
      "t8"."published_latest",
      "t8"."published_precision",
      "t8"."source_sha256",
      "t8"."source_row",
      "t8"."actor_id_key",
      "t8"."actor_handle_key",
      "t8"."object_owner_id_key",
      "t8"."object_owner_handle_key",
      "t8"."earliest",
      "t8"."latest",
      "t8"."official_id",
      "t8"."agency",
      "t8"."o_uid",
      "t8"."o_status",
      "t8"."o_valid_from",
      "t8"."o_valid_to",
      "t8"."o_zone",
      "t8"."match_basis",
      "t8"."contest",
      "t8"."contest_base",
      "t8"."contestant_id",
      "t8"."role",
      "t8"."given_status",
      "t8"."c_uid",
      "t8"."c_valid_from",
      "t8"."c_valid_to",
      "t8"."c_zone",
      "t8"."owner_match",
      "t8"."begins",
      "t8"."finishes",
      "t8"."reply",
      "t8"."asked_zone",
      "t8"."given",
      "t8"."asked",
      "t8"."decision_key",
      "t8"."first_starts",
      "t8"."first_ends",
      "t8"."last_starts",
      "t8"."last_ends",
      "t8"."target_status",
      "t8"."phase",
      "t8"."verdict_literal",
      "t8"."verdict_practice",
      "t8"."class_literal",
      "t8"."class_practice",
      "t8"."norms",
      "t8"."missing_facts",
      "t8"."finding_id",
      "t8"."url",
      "t8"."occurred_at",
      "t8"."precision",
      "t8"."owner_basis",
      ROW_NUMBER() OVER (
        PARTITION BY "t8"."finding_id"
        ORDER BY "t8"."source_sha256" ASC, "t8"."source_row" ASC, "t8"."finding_id" ASC, "t8"."official_id" ASC, "t8"."agency" ASC, "t8"."contest" ASC, "t8"."contestant_id" ASC, "t8"."role" ASC, "t8"."target_status" ASC, "t8"."phase" ASC, "t8"."platform" ASC, "t8"."verb" ASC, "t8"."activity_id" ASC, "t8"."object_id" ASC, "t8"."url" ASC, "t8"."occurred_at" ASC, "t8"."precision" ASC, "t8"."match_basis" ASC, "t8"."owner_basis" ASC, "t8"."verdict_literal" ASC, "t8"."verdict_practice" ASC, "t8"."class_literal" ASC, "t8"."class_practice" ASC, "t8"."norms" ASC, "t8"."missing_facts" ASC, "t8"."owner_match" ASC
        ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
      ) - 1 AS "nth"
    FROM (
      SELECT
        "t5"."activity_key",
        "t5"."activity_id",
        "t5"."platform",
        "t5"."verb",
        "t5"."interaction",
        "t5"."actor_id",
        "t5"."actor_handle",
        "t5"."object_id",
        "t5"."object_url",
        "t5"."object_owner_id",
        "t5"."object_owner_handle",
        "t5"."object_owner_basis",
        "t5"."published_at",
        "t5"."published_earliest",
        "t5"."published_latest",
        "t5"."published_precision",
        "t5"."source_sha256",
        "t5"."source_row",
        "t5"."actor_id_key",
        "t5"."actor_handle_key",
        "t5"."object_owner_id_key",
        "t5"."object_owner_handle_key",
        "t5"."earliest",
        "t5"."latest",
        "t5"."official_id",
        "t5"."agency",
        "t5"."o_uid",
        "t5"."o_status",
        "t5"."o_valid_from",
        "t5"."o_valid_to",
        "t5"."o_zone",
        "t5"."match_basis",
        "t5"."contest",
        "t5"."contest_base",
        "t5"."contestant_id",
        "t5"."role",
        "t5"."given_status",
        "t5"."c_uid",
        "t5"."c_valid_from",
        "t5"."c_valid_to",
        "t5"."c_zone",
        "t5"."owner_match",
        "t5"."begins",
        "t5"."finishes",
        "t5"."reply",
        "t5"."asked_zone",
        "t5"."given",
        "t5"."asked",
        "t5"."decision_key",
        "t5"."first_starts",
        "t5"."first_ends",
        "t5"."last_starts",
        "t5"."last_ends",
        "t5"."target_status",
        "t5"."phase",
        "t5"."verdict_literal",
        "t5"."verdict_practice",
        "t5"."class_literal",
        "t5"."class_practice",
        "t5"."norms",
        "t5"."missing_facts",
        SHA256(
          "t5"."activity_key" || '
' || "t5"."official_id" || '
' || "t5"."contest" || '
' || "t5"."contestant_id" || '
' || "t5"."role"
        ) AS "finding_id",
        "t5"."object_url" AS "url",
        "t5"."published_at" AS "occurred_at",
        "t5"."published_precision" AS "precision",
        "t5"."object_owner_basis" AS "owner_basis"
      FROM (
        SELECT
          "t3"."activity_key",
          "t3"."activity_id",
          "t3"."platform",
          "t3"."verb",
          "t3"."interaction",
          "t3"."actor_id",
          "t3"."actor_handle",
          "t3"."object_id",
          "t3"."object_url",
          "t3"."object_owner_id",
          "t3"."object_owner_handle",
          "t3"."object_owner_basis",
          "t3"."published_at",
          "t3"."published_earliest",
          "t3"."published_latest",
          "t3"."published_precision",
          "t3"."source_sha256",
          "t3"."source_row",
          "t3"."actor_id_key",
          "t3"."actor_handle_key",
          "t3"."object_owner_id_key",
          "t3"."object_owner_handle_key",
          "t3"."earliest",
          "t3"."latest",
          "t3"."official_id",
          "t3"."agency",
          "t3"."o_uid",
          "t3"."o_status",
          "t3"."o_valid_from",
          "t3"."o_valid_to",
          "t3"."o_zone",
          "t3"."match_basis",
          "t3"."contest",
          "t3"."contest_base",
          "t3"."contestant_id",
          "t3"."role",
          "t3"."given_status",
          "t3"."c_uid",
          "t3"."c_valid_from",
          "t3"."c_valid_to",
          "t3"."c_zone",
          "t3"."owner_match",
          "t3"."begins",
          "t3"."finishes",
          "t3"."reply",
          "t3"."asked_zone",
          "t3"."given",
          "t3"."asked",
          "t4"."decision_key",
          "t4"."first_starts",
          "t4"."first_ends",
          "t4"."last_starts",
          "t4"."last_ends",
          "t4"."target_status",
          "t4"."phase",
          "t4"."verdict_literal",
          "t4"."verdict_practice",
          "t4"."class_literal",
          "t4"."class_practice",
          "t4"."norms",
          "t4"."missing_facts"
        FROM "matched" AS "t3"
        LEFT OUTER JOIN "decisions" AS "t4"
          ON "t3"."asked" = "t4"."decision_key"
          AND "t4"."first_starts" <= "t3"."begins"
          AND "t3"."begins" < "t4"."first_ends"
          AND "t4"."last_starts" <= "t3"."finishes"
          AND "t3"."finishes" < "t4"."last_ends"
      ) AS "t5"
      WHERE
        NOT (
          "t5"."verb" IN ('Undo', 'Delete')
          AND COALESCE(
            (
              "t5"."verdict_literal" = 'not_regulated'
            )
            AND (
              "t5"."verdict_practice" = 'not_regulated'
            ),
            FALSE
          )
        )
    ) AS "t8"
  ) AS "t9"
  WHERE
    "t9"."nth" = 0
)
SELECT
  "t15"."finding_id",
  "t15"."official_id",
  "t15"."agency",
  "t15"."contest",
  "t15"."contestant_id",
  "t15"."role",
  "t15"."target_status",
  "t15"."phase",
  "t15"."platform",
  "t15"."verb",
  "t15"."activity_id",
  "t15"."object_id",
  "t15"."url",
  "t15"."occurred_at",
  "t15"."precision",
  "t15"."match_basis",
  "t15"."owner_basis",
  "t15"."verdict_literal",
  "t15"."verdict_practice",
  "t15"."class_literal",
  "t15"."class_practice",
  "t15"."norms",
  "t15"."missing_facts",
  "t15"."source_sha256",
  "t15"."source_row",
  "t15"."mitigating"
FROM (
  SELECT
    "t11"."activity_key",
    "t11"."activity_id",
    "t11"."platform",
    "t11"."verb",
    "t11"."interaction",
    "t11"."actor_id",
    "t11"."actor_handle",
    "t11"."object_id",
    "t11"."object_url",
    "t11"."object_owner_id",
    "t11"."object_owner_handle",
    "t11"."object_owner_basis",
    "t11"."published_at",
    "t11"."published_earliest",
    "t11"."published_latest",
    "t11"."published_precision",
    "t11"."source_sha256",
    "t11"."source_row",
    "t11"."actor_id_key",
    "t11"."actor_handle_key",
    "t11"."object_owner_id_key",
    "t11"."object_owner_handle_key",
    "t11"."earliest",
    "t11"."latest",
    "t11"."official_id",
    "t11"."agency",
    "t11"."o_uid",
    "t11"."o_status",
    "t11"."o_valid_from",
    "t11"."o_valid_to",
    "t11"."o_zone",
    "t11"."match_basis",
    "t11"."contest",
    "t11"."contest_base",
    "t11"."contestant_id",
    "t11"."role",
    "t11"."given_status",
    "t11"."c_uid",
    "t11"."c_valid_from",
    "t11"."c_valid_to",
    "t11"."c_zone",
    "t11"."owner_match",
    "t11"."begins",
    "t11"."finishes",
    "t11"."reply",
    "t11"."asked_zone",
    "t11"."given",
    "t11"."asked",
    "t11"."decision_key",
    "t11"."first_starts",
    "t11"."first_ends",
    "t11"."last_starts",
    "t11"."last_ends",
    "t11"."target_status",
    "t11"."phase",
    "t11"."verdict_literal",
    "t11"."verdict_practice",
    "t11"."class_literal",
    "t11"."class_practice",
    "t11"."norms",
    "t11"."missing_facts",
    "t11"."finding_id",
    "t11"."url",
    "t11"."occurred_at",
    "t11"."precision",
    "t11"."owner_basis",
    "t11"."nth",
    CASE
      WHEN "t11"."finding_id" IN (
        SELECT
          "t13"."finding_id"
        FROM (
          SELECT
            "t12"."activity_key",
            "t12"."activity_id",
            "t12"."platform",
            "t12"."verb",
            "t12"."interaction",
            "t12"."actor_id",
            "t12"."actor_handle",
            "t12"."object_id",
            "t12"."object_url",
            "t12"."object_owner_id",
            "t12"."object_owner_handle",
            "t12"."object_owner_basis",
            "t12"."published_at",
            "t12"."published_earliest",
            "t12"."published_latest",
            "t12"."published_precision",
            "t12"."source_sha256",
            "t12"."source_row",
            "t12"."actor_id_key",
            "t12"."actor_handle_key",
            "t12"."object_owner_id_key",
            "t12"."object_owner_handle_key",
            "t12"."earliest",
            "t12"."latest",
            "t12"."official_id",
            "t12"."agency",
            "t12"."o_uid",
            "t12"."o_status",
            "t12"."o_valid_from",
            "t12"."o_valid_to",
            "t12"."o_zone",
            "t12"."match_basis",
            "t12"."contest",
            "t12"."contest_base",
            "t12"."contestant_id",
            "t12"."role",
            "t12"."given_status",
            "t12"."c_uid",
            "t12"."c_valid_from",
            "t12"."c_valid_to",
            "t12"."c_zone",
            "t12"."owner_match",
            "t12"."begins",
            "t12"."finishes",
            "t12"."reply",
            "t12"."asked_zone",
            "t12"."given",
            "t12"."asked",
            "t12"."decision_key",
            "t12"."first_starts",
            "t12"."first_ends",
            "t12"."last_starts",
            "t12"."last_ends",
            "t12"."target_status",
            "t12"."phase",
            "t12"."verdict_literal",
            "t12"."verdict_practice",
            "t12"."class_literal",
            "t12"."class_practice",
            "t12"."norms",
            "t12"."missing_facts",
            "t12"."finding_id",
            "t12"."url",
            "t12"."occurred_at",
            "t12"."precision",
            "t12"."owner_basis",
            "t12"."nth",
            "t7"."undone_id",
            "t7"."undo_platform",
            "t7"."undo_id",
            "t7"."undo_handle",
            "t7"."undo_latest"
          FROM "t10" AS "t12"
          INNER JOIN (
            SELECT
              "t2"."object_id" AS "undone_id",
              "t2"."platform" AS "undo_platform",
              "t2"."actor_id" AS "undo_id",
              "t2"."actor_handle" AS "undo_handle",
              COALESCE(
                "t2"."published_latest",
                CASE
                  WHEN (
                    "t2"."published_precision" IS NULL
                  )
                  OR "t2"."published_precision" IN ('us', 'ms', 's')
                  THEN "t2"."published_at"
                  ELSE CAST(NULL AS TIMESTAMP(6))
                END
              ) AS "undo_latest"
            FROM "activities" AS "t2"
            WHERE
              "t2"."verb" IN ('Undo', 'Delete') AND "t2"."object_id" IS NOT NULL
          ) AS "t7"
            ON "t12"."activity_id" = "t7"."undone_id"
        ) AS "t13"
        WHERE
          "t13"."undo_platform" = "t13"."platform"
          AND (
            (
              COALESCE("t13"."undo_id" = "t13"."actor_id", FALSE)
              AND (
                (
                  "t13"."match_basis" = 'id'
                )
                OR COALESCE("t13"."undo_handle" = "t13"."actor_handle", FALSE)
              )
            )
            OR (
              (
                "t13"."undo_id" IS NULL
              )
              AND (
                "t13"."actor_id" IS NULL
              )
              AND COALESCE("t13"."undo_handle" = "t13"."actor_handle", FALSE)
            )
          )
          AND COALESCE("t13"."undo_latest" >= "t13"."earliest", TRUE)
          AND NOT (
            "t13"."verb" IN ('Undo', 'Delete')
          )
      )
      THEN 'undone'
      ELSE ''
    END AS "mitigating"
  FROM "t10" AS "t11"
) AS "t15"
