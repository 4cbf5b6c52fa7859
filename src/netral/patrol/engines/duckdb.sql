-- Compiled from netral/patrol/plan.py by `make docs`; change the plan, not this text.

-- name: streamed
SELECT
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
  "t12"."published_precision",
  "t12"."published_earliest",
  "t12"."published_latest",
  "t12"."is_public",
  "t12"."source_sha256",
  "t12"."source_row",
  "t12"."input",
  "t12"."mine"
FROM (
  SELECT
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
    "t11"."published_precision",
    "t11"."published_earliest",
    "t11"."published_latest",
    "t11"."is_public",
    "t11"."source_sha256",
    "t11"."source_row",
    "t11"."input",
    "t11"."by_id",
    "t11"."by_handle",
    "t11"."by_id"
    OR (
      "t11"."actor_id" IS NULL
    )
    OR COALESCE(
      "t11"."actor_handle" IN (
        SELECT
          "t1"."handle"
        FROM "officials" AS "t1"
        WHERE
          "t1"."uid" IS NULL AND "t1"."handle" IS NOT NULL
      ),
      FALSE
    ) AS "mine"
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t9"."activity_id",
        "t9"."platform",
        "t9"."verb",
        "t9"."interaction",
        "t9"."actor_id",
        "t9"."actor_handle",
        "t9"."object_id",
        "t9"."object_url",
        "t9"."object_owner_id",
        "t9"."object_owner_handle",
        "t9"."object_owner_basis",
        "t9"."published_at",
        "t9"."published_precision",
        "t9"."published_earliest",
        "t9"."published_latest",
        "t9"."is_public",
        "t9"."source_sha256",
        "t9"."source_row",
        "t9"."input",
        COALESCE(
          "t9"."actor_id" IN (
            SELECT
              "t1"."uid"
            FROM "officials" AS "t1"
            WHERE
              "t1"."uid" IS NOT NULL
          ),
          FALSE
        ) AS "by_id",
        COALESCE(
          "t9"."actor_handle" IN (
            SELECT
              "t1"."handle"
            FROM "officials" AS "t1"
            WHERE
              "t1"."handle" IS NOT NULL
          ),
          FALSE
        ) AS "by_handle"
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
    ) AS "t10"
    WHERE
      "t10"."by_id" OR "t10"."by_handle"
  ) AS "t11"
) AS "t12"

-- name: stored
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
  "t12"."published_precision",
  "t12"."published_earliest",
  "t12"."published_latest",
  "t12"."is_public",
  "t12"."source_sha256",
  "t12"."source_row",
  "t12"."file_row_number",
  "t12"."mine"
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
    "t11"."published_precision",
    "t11"."published_earliest",
    "t11"."published_latest",
    "t11"."is_public",
    "t11"."source_sha256",
    "t11"."source_row",
    "t11"."file_row_number",
    "t11"."by_id",
    "t11"."by_handle",
    "t11"."by_id"
    OR (
      "t11"."actor_id" IS NULL
    )
    OR COALESCE(
      "t11"."actor_handle" IN (
        SELECT
          "t1"."handle"
        FROM "officials" AS "t1"
        WHERE
          "t1"."uid" IS NULL AND "t1"."handle" IS NOT NULL
      ),
      FALSE
    ) AS "mine"
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t9"."activity_key",
        "t9"."activity_id",
        "t9"."platform",
        "t9"."verb",
        "t9"."interaction",
        "t9"."actor_id",
        "t9"."actor_handle",
        "t9"."object_id",
        "t9"."object_url",
        "t9"."object_owner_id",
        "t9"."object_owner_handle",
        "t9"."object_owner_basis",
        "t9"."published_at",
        "t9"."published_precision",
        "t9"."published_earliest",
        "t9"."published_latest",
        "t9"."is_public",
        "t9"."source_sha256",
        "t9"."source_row",
        "t9"."file_row_number",
        COALESCE(
          "t9"."actor_id" IN (
            SELECT
              "t1"."uid"
            FROM "officials" AS "t1"
            WHERE
              "t1"."uid" IS NOT NULL
          ),
          FALSE
        ) AS "by_id",
        COALESCE(
          "t9"."actor_handle" IN (
            SELECT
              "t1"."handle"
            FROM "officials" AS "t1"
            WHERE
              "t1"."handle" IS NOT NULL
          ),
          FALSE
        ) AS "by_handle"
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
    ) AS "t10"
    WHERE
      "t10"."by_id" OR "t10"."by_handle"
  ) AS "t11"
) AS "t12"

-- name: recycled
WITH "t7" AS (
  SELECT
    "t1"."input",
    "t1"."place",
    "t1"."platform",
    "t1"."actor_handle",
    "t1"."object_owner_id",
    "t1"."object_owner_handle",
    "t1"."object_owner_id" || '@' || "t1"."platform" AS "object_owner_id_key",
    "t1"."object_owner_handle" || '@' || "t1"."platform" AS "object_owner_handle_key"
  FROM "others" AS "t1"
), "t10" AS (
  SELECT
    *
  FROM (
    SELECT
      "t2"."contest",
      "t2"."contest_base",
      "t2"."contestant_id",
      "t2"."role",
      "t2"."given_status",
      "t2"."platform" AS "c_platform",
      "t2"."uid" AS "c_uid",
      "t2"."handle" AS "c_handle",
      "t2"."valid_from" AS "c_valid_from",
      "t2"."valid_to" AS "c_valid_to",
      "t2"."zone" AS "c_zone"
    FROM "contestants" AS "t2"
  ) AS "t5"
  WHERE
    COALESCE(
      "t5"."c_uid" IN (
        SELECT
          "t1"."object_owner_id"
        FROM "others" AS "t1"
      ),
      FALSE
    )
    OR COALESCE(
      "t5"."c_handle" IN (
        SELECT
          "t1"."object_owner_handle"
        FROM "others" AS "t1"
      ),
      FALSE
    )
)
SELECT
  "t25"."platform",
  "t25"."handle",
  COUNT(*) AS "acts"
FROM (
  SELECT DISTINCT
    "t24"."input",
    "t24"."place",
    "t24"."platform",
    "t24"."actor_handle" AS "handle"
  FROM (
    SELECT
      *
    FROM (
      SELECT
        *
      FROM (
        SELECT
          "t18"."input",
          "t18"."place",
          "t18"."platform",
          "t18"."actor_handle",
          "t18"."object_owner_id",
          "t18"."object_owner_handle",
          "t18"."object_owner_id_key",
          "t18"."object_owner_handle_key",
          "t18"."contest",
          "t18"."contest_base",
          "t18"."contestant_id",
          "t18"."role",
          "t18"."given_status",
          "t18"."c_uid",
          "t18"."c_valid_from",
          "t18"."c_valid_to",
          "t18"."c_zone",
          "t18"."c_account",
          'id' AS "owner_match"
        FROM (
          SELECT
            "t9"."input",
            "t9"."place",
            "t9"."platform",
            "t9"."actor_handle",
            "t9"."object_owner_id",
            "t9"."object_owner_handle",
            "t9"."object_owner_id_key",
            "t9"."object_owner_handle_key",
            "t15"."contest",
            "t15"."contest_base",
            "t15"."contestant_id",
            "t15"."role",
            "t15"."given_status",
            "t15"."c_platform",
            "t15"."c_uid",
            "t15"."c_handle",
            "t15"."c_valid_from",
            "t15"."c_valid_to",
            "t15"."c_zone",
            "t15"."c_account",
            "t15"."id_key",
            "t15"."handle_key"
          FROM "t7" AS "t9"
          INNER JOIN (
            SELECT
              "t11"."contest",
              "t11"."contest_base",
              "t11"."contestant_id",
              "t11"."role",
              "t11"."given_status",
              "t11"."c_platform",
              "t11"."c_uid",
              "t11"."c_handle",
              "t11"."c_valid_from",
              "t11"."c_valid_to",
              "t11"."c_zone",
              COALESCE('id:' || "t11"."c_uid", 'acct:' || "t11"."c_handle") AS "c_account",
              "t11"."c_uid" || '@' || "t11"."c_platform" AS "id_key",
              "t11"."c_handle" || '@' || "t11"."c_platform" AS "handle_key"
            FROM "t10" AS "t11"
            WHERE
              (
                "t11"."c_uid" || '@' || "t11"."c_platform"
              ) IS NOT NULL
          ) AS "t15"
            ON "t9"."object_owner_id_key" = "t15"."id_key"
        ) AS "t18"
      ) AS "t20"
      UNION ALL
      SELECT
        *
      FROM (
        SELECT
          "t21"."input",
          "t21"."place",
          "t21"."platform",
          "t21"."actor_handle",
          "t21"."object_owner_id",
          "t21"."object_owner_handle",
          "t21"."object_owner_id_key",
          "t21"."object_owner_handle_key",
          "t21"."contest",
          "t21"."contest_base",
          "t21"."contestant_id",
          "t21"."role",
          "t21"."given_status",
          "t21"."c_uid",
          "t21"."c_valid_from",
          "t21"."c_valid_to",
          "t21"."c_zone",
          "t21"."c_account",
          'handle' AS "owner_match"
        FROM (
          SELECT
            "t19"."input",
            "t19"."place",
            "t19"."platform",
            "t19"."actor_handle",
            "t19"."object_owner_id",
            "t19"."object_owner_handle",
            "t19"."object_owner_id_key",
            "t19"."object_owner_handle_key",
            "t16"."contest",
            "t16"."contest_base",
            "t16"."contestant_id",
            "t16"."role",
            "t16"."given_status",
            "t16"."c_platform",
            "t16"."c_uid",
            "t16"."c_handle",
            "t16"."c_valid_from",
            "t16"."c_valid_to",
            "t16"."c_zone",
            "t16"."c_account",
            "t16"."id_key",
            "t16"."handle_key"
          FROM (
            SELECT
              *
            FROM "t7" AS "t8"
            WHERE
              NOT (
                COALESCE(
                  "t8"."object_owner_id_key" IN (
                    SELECT
                      "t11"."c_uid" || '@' || "t11"."c_platform" AS "id_key"
                    FROM "t10" AS "t11"
                    WHERE
                      (
                        "t11"."c_uid" || '@' || "t11"."c_platform"
                      ) IS NOT NULL
                  ),
                  FALSE
                )
              )
          ) AS "t19"
          INNER JOIN (
            SELECT
              "t11"."contest",
              "t11"."contest_base",
              "t11"."contestant_id",
              "t11"."role",
              "t11"."given_status",
              "t11"."c_platform",
              "t11"."c_uid",
              "t11"."c_handle",
              "t11"."c_valid_from",
              "t11"."c_valid_to",
              "t11"."c_zone",
              COALESCE('id:' || "t11"."c_uid", 'acct:' || "t11"."c_handle") AS "c_account",
              "t11"."c_uid" || '@' || "t11"."c_platform" AS "id_key",
              "t11"."c_handle" || '@' || "t11"."c_platform" AS "handle_key"
            FROM "t10" AS "t11"
            WHERE
              (
                "t11"."c_handle" || '@' || "t11"."c_platform"
              ) IS NOT NULL
          ) AS "t16"
            ON "t19"."object_owner_handle_key" = "t16"."handle_key"
        ) AS "t21"
        WHERE
          (
            "t21"."object_owner_id" IS NULL
          ) OR (
            "t21"."c_uid" IS NULL
          )
      ) AS "t22"
    ) AS "t23"
    WHERE
      COALESCE(
        "t23"."actor_handle" || '@' || "t23"."platform" IN (
          SELECT
            "t0"."handle" || '@' || "t0"."platform" AS "StringConcat((StringConcat((handle, '@')), platform))"
          FROM "officials" AS "t0"
          WHERE
            "t0"."uid" IS NOT NULL AND "t0"."handle" IS NOT NULL
        ),
        FALSE
      )
  ) AS "t24"
) AS "t25"
GROUP BY
  1,
  2

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
      "t18"."o_account",
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
        "t15"."o_account",
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
          COALESCE('id:' || "t11"."o_uid", 'acct:' || "t11"."o_handle") AS "o_account",
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
      "t21"."o_account",
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
        "t16"."o_account",
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
          COALESCE('id:' || "t11"."o_uid", 'acct:' || "t11"."o_handle") AS "o_account",
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
  "t41"."o_account",
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
  "t41"."c_account",
  "t41"."owner_match",
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
  ) AS "in_force",
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
      "t36"."o_account",
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
      "t36"."c_account",
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
        "t25"."o_account",
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
        "t33"."c_account",
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
          COALESCE('id:' || "t29"."c_uid", 'acct:' || "t29"."c_handle") AS "c_account",
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
      "t39"."o_account",
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
      "t39"."c_account",
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
        "t37"."o_account",
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
        "t34"."c_account",
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
          COALESCE('id:' || "t29"."c_uid", 'acct:' || "t29"."c_handle") AS "c_account",
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

-- name: judged
WITH "t6" AS (
  SELECT
    "t2"."activity_key",
    "t2"."activity_id",
    "t2"."platform",
    "t2"."verb",
    "t2"."interaction",
    "t2"."actor_id",
    "t2"."actor_handle",
    "t2"."object_id",
    "t2"."object_url",
    "t2"."object_owner_id",
    "t2"."object_owner_handle",
    "t2"."object_owner_basis",
    "t2"."published_at",
    "t2"."published_earliest",
    "t2"."published_latest",
    "t2"."published_precision",
    "t2"."source_sha256",
    "t2"."source_row",
    "t2"."actor_id_key",
    "t2"."actor_handle_key",
    "t2"."object_owner_id_key",
    "t2"."object_owner_handle_key",
    "t2"."earliest",
    "t2"."latest",
    "t2"."official_id",
    "t2"."agency",
    "t2"."o_uid",
    "t2"."o_status",
    "t2"."o_valid_from",
    "t2"."o_valid_to",
    "t2"."o_zone",
    "t2"."o_account",
    "t2"."match_basis",
    "t2"."contest",
    "t2"."contest_base",
    "t2"."contestant_id",
    "t2"."role",
    "t2"."given_status",
    "t2"."c_uid",
    "t2"."c_valid_from",
    "t2"."c_valid_to",
    "t2"."c_zone",
    "t2"."c_account",
    "t2"."owner_match",
    "t2"."in_force",
    "t2"."begins",
    "t2"."finishes",
    "t2"."reply",
    "t2"."asked_zone",
    "t2"."given",
    "t2"."asked",
    COALESCE(
      CASE
        WHEN "t2"."verb" IN ('Like', 'Dislike', 'Follow', 'Join', 'Leave', 'Announce')
        AND NOT (
          (
            "t2"."verb" = 'Announce'
          )
          AND NOT (
            "t2"."platform" IN ('x', 'bluesky', 'mastodon', 'threads')
          )
        )
        AND STARTS_WITH(REGEXP_REPLACE("t2"."activity_id", '/activity$', '', 'g'), 'synthetic:')
        THEN CAST(NULL AS TEXT)
        ELSE REGEXP_REPLACE("t2"."activity_id", '/activity$', '', 'g')
      END,
      CASE
        WHEN (
          "t2"."verb" = 'Announce'
        )
        AND NOT (
          "t2"."platform" IN ('x', 'bluesky', 'mastodon', 'threads')
        )
        THEN "t2"."official_id" || '
' || "t2"."o_account" || '
' || COALESCE(
          CASE
            WHEN "t2"."verb" IN ('Like', 'Dislike', 'Follow', 'Join', 'Leave', 'Announce')
            AND NOT (
              (
                "t2"."verb" = 'Announce'
              )
              AND NOT (
                "t2"."platform" IN ('x', 'bluesky', 'mastodon', 'threads')
              )
            )
            AND STARTS_WITH(REGEXP_REPLACE("t2"."activity_id", '/activity$', '', 'g'), 'synthetic:')
            THEN CAST(NULL AS TEXT)
            ELSE REGEXP_REPLACE("t2"."activity_id", '/activity$', '', 'g')
          END,
          "t2"."object_id",
          "t2"."c_account"
        ) || '
' || STRFTIME("t2"."published_at", '%Y-%m-%dT%H:%M:%S.%f')
        ELSE CAST(NULL AS TEXT)
      END
    ) AS "own",
    "t2"."verb" IN ('Like', 'Dislike', 'Follow', 'Join', 'Leave', 'Announce') AS "once"
  FROM "matched" AS "t2"
), "t13" AS (
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
    "t8"."o_account",
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
    "t8"."c_account",
    "t8"."owner_match",
    "t8"."in_force",
    "t8"."begins",
    "t8"."finishes",
    "t8"."reply",
    "t8"."asked_zone",
    "t8"."given",
    "t8"."asked",
    "t8"."own",
    "t8"."once",
    "t12"."own_object",
    "t12"."own_latest",
    "t12"."disputed"
  FROM "t6" AS "t8"
  LEFT OUTER JOIN (
    SELECT
      "t10"."platform",
      "t10"."verb",
      "t10"."own",
      "t10"."own_object",
      "t10"."own_latest",
      "t10"."disputed"
    FROM (
      SELECT
        "t9"."platform",
        "t9"."verb",
        "t9"."own",
        COUNT(*) AS "records",
        MIN("t9"."object_id") AS "own_object",
        MIN("t9"."latest") AS "own_latest",
        MIN("t9"."official_id") FILTER(WHERE
          "t9"."in_force") <> MAX("t9"."official_id") FILTER(WHERE
          "t9"."in_force") AS "disputed"
      FROM (
        SELECT
          *
        FROM "t6" AS "t7"
        WHERE
          "t7"."own" IS NOT NULL
      ) AS "t9"
      GROUP BY
        1,
        2,
        3
    ) AS "t10"
    WHERE
      "t10"."records" > 1
  ) AS "t12"
    ON "t8"."platform" = "t12"."platform"
    AND "t8"."verb" = "t12"."verb"
    AND "t8"."own" = "t12"."own"
), "t18" AS (
  SELECT
    "t17"."platform",
    "t17"."verb",
    "t17"."official_id",
    "t17"."o_account",
    "t17"."thing",
    "t17"."own",
    MIN(COALESCE("t17"."own_latest", "t17"."latest")) AS "latest",
    BOOL_OR(CAST("t17"."in_force" AS BOOLEAN)) AS "held"
  FROM (
    SELECT
      "t14"."activity_key",
      "t14"."activity_id",
      "t14"."platform",
      "t14"."verb",
      "t14"."interaction",
      "t14"."actor_id",
      "t14"."actor_handle",
      "t14"."object_id",
      "t14"."object_url",
      "t14"."object_owner_id",
      "t14"."object_owner_handle",
      "t14"."object_owner_basis",
      "t14"."published_at",
      "t14"."published_earliest",
      "t14"."published_latest",
      "t14"."published_precision",
      "t14"."source_sha256",
      "t14"."source_row",
      "t14"."actor_id_key",
      "t14"."actor_handle_key",
      "t14"."object_owner_id_key",
      "t14"."object_owner_handle_key",
      "t14"."earliest",
      "t14"."latest",
      "t14"."official_id",
      "t14"."agency",
      "t14"."o_uid",
      "t14"."o_status",
      "t14"."o_valid_from",
      "t14"."o_valid_to",
      "t14"."o_zone",
      "t14"."o_account",
      "t14"."match_basis",
      "t14"."contest",
      "t14"."contest_base",
      "t14"."contestant_id",
      "t14"."role",
      "t14"."given_status",
      "t14"."c_uid",
      "t14"."c_valid_from",
      "t14"."c_valid_to",
      "t14"."c_zone",
      "t14"."c_account",
      "t14"."owner_match",
      "t14"."in_force",
      "t14"."begins",
      "t14"."finishes",
      "t14"."reply",
      "t14"."asked_zone",
      "t14"."given",
      "t14"."asked",
      "t14"."own",
      "t14"."once",
      "t14"."own_object",
      "t14"."own_latest",
      "t14"."disputed",
      CASE
        WHEN "t14"."once"
        THEN CASE
          WHEN "t14"."verb" = 'Follow'
          THEN "t14"."c_account"
          ELSE COALESCE("t14"."own_object", "t14"."object_id")
        END
        ELSE CAST(NULL AS TEXT)
      END AS "thing"
    FROM "t13" AS "t14"
    WHERE
      "t14"."own" IS NOT NULL
      AND CASE
        WHEN "t14"."once"
        THEN CASE
          WHEN "t14"."verb" = 'Follow'
          THEN "t14"."c_account"
          ELSE COALESCE("t14"."own_object", "t14"."object_id")
        END
        ELSE CAST(NULL AS TEXT)
      END IS NOT NULL
  ) AS "t17"
  GROUP BY
    1,
    2,
    3,
    4,
    5,
    6
), "t28" AS (
  SELECT
    "t16"."activity_key",
    "t16"."activity_id",
    "t16"."platform",
    "t16"."verb",
    "t16"."interaction",
    "t16"."actor_id",
    "t16"."actor_handle",
    "t16"."object_id",
    "t16"."object_url",
    "t16"."object_owner_id",
    "t16"."object_owner_handle",
    "t16"."object_owner_basis",
    "t16"."published_at",
    "t16"."published_earliest",
    "t16"."published_latest",
    "t16"."published_precision",
    "t16"."source_sha256",
    "t16"."source_row",
    "t16"."actor_id_key",
    "t16"."actor_handle_key",
    "t16"."object_owner_id_key",
    "t16"."object_owner_handle_key",
    "t16"."earliest",
    "t16"."latest",
    "t16"."official_id",
    "t16"."agency",
    "t16"."o_uid",
    "t16"."o_status",
    "t16"."o_valid_from",
    "t16"."o_valid_to",
    "t16"."o_zone",
    "t16"."o_account",
    "t16"."match_basis",
    "t16"."contest",
    "t16"."contest_base",
    "t16"."contestant_id",
    "t16"."role",
    "t16"."given_status",
    "t16"."c_uid",
    "t16"."c_valid_from",
    "t16"."c_valid_to",
    "t16"."c_zone",
    "t16"."c_account",
    "t16"."owner_match",
    "t16"."in_force",
    "t16"."begins",
    "t16"."finishes",
    "t16"."reply",
    "t16"."asked_zone",
    "t16"."given",
    "t16"."asked",
    "t16"."own",
    "t16"."once",
    "t16"."own_object",
    "t16"."own_latest",
    "t16"."disputed",
    "t16"."thing",
    "t27"."first_own"
  FROM (
    SELECT
      "t14"."activity_key",
      "t14"."activity_id",
      "t14"."platform",
      "t14"."verb",
      "t14"."interaction",
      "t14"."actor_id",
      "t14"."actor_handle",
      "t14"."object_id",
      "t14"."object_url",
      "t14"."object_owner_id",
      "t14"."object_owner_handle",
      "t14"."object_owner_basis",
      "t14"."published_at",
      "t14"."published_earliest",
      "t14"."published_latest",
      "t14"."published_precision",
      "t14"."source_sha256",
      "t14"."source_row",
      "t14"."actor_id_key",
      "t14"."actor_handle_key",
      "t14"."object_owner_id_key",
      "t14"."object_owner_handle_key",
      "t14"."earliest",
      "t14"."latest",
      "t14"."official_id",
      "t14"."agency",
      "t14"."o_uid",
      "t14"."o_status",
      "t14"."o_valid_from",
      "t14"."o_valid_to",
      "t14"."o_zone",
      "t14"."o_account",
      "t14"."match_basis",
      "t14"."contest",
      "t14"."contest_base",
      "t14"."contestant_id",
      "t14"."role",
      "t14"."given_status",
      "t14"."c_uid",
      "t14"."c_valid_from",
      "t14"."c_valid_to",
      "t14"."c_zone",
      "t14"."c_account",
      "t14"."owner_match",
      "t14"."in_force",
      "t14"."begins",
      "t14"."finishes",
      "t14"."reply",
      "t14"."asked_zone",
      "t14"."given",
      "t14"."asked",
      "t14"."own",
      "t14"."once",
      "t14"."own_object",
      "t14"."own_latest",
      "t14"."disputed",
      CASE
        WHEN "t14"."once"
        THEN CASE
          WHEN "t14"."verb" = 'Follow'
          THEN "t14"."c_account"
          ELSE COALESCE("t14"."own_object", "t14"."object_id")
        END
        ELSE CAST(NULL AS TEXT)
      END AS "thing"
    FROM "t13" AS "t14"
  ) AS "t16"
  LEFT OUTER JOIN (
    SELECT
      "t25"."platform",
      "t25"."verb",
      "t25"."official_id",
      "t25"."o_account",
      "t25"."thing",
      "t25"."own" AS "first_own"
    FROM (
      SELECT
        "t24"."platform",
        "t24"."verb",
        "t24"."official_id",
        "t24"."o_account",
        "t24"."thing",
        "t24"."own",
        "t24"."latest",
        "t24"."held",
        ROW_NUMBER() OVER (
          PARTITION BY "t24"."platform", "t24"."verb", "t24"."official_id", "t24"."o_account", "t24"."thing"
          ORDER BY NOT (
            "t24"."held"
          ) ASC, "t24"."latest" IS NULL ASC, "t24"."latest" ASC, "t24"."own" ASC
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) - 1 AS "nth"
      FROM (
        SELECT
          "t20"."platform",
          "t20"."verb",
          "t20"."official_id",
          "t20"."o_account",
          "t20"."thing",
          "t20"."own",
          "t20"."latest",
          "t20"."held"
        FROM "t18" AS "t20"
        SEMI JOIN (
          SELECT
            *
          FROM (
            SELECT
              "t19"."platform",
              "t19"."verb",
              "t19"."official_id",
              "t19"."o_account",
              "t19"."thing",
              COUNT(*) AS "doings"
            FROM "t18" AS "t19"
            GROUP BY
              1,
              2,
              3,
              4,
              5
          ) AS "t21"
          WHERE
            "t21"."doings" > 1
        ) AS "t23"
          ON "t20"."platform" = "t23"."platform"
          AND "t20"."verb" = "t23"."verb"
          AND "t20"."official_id" = "t23"."official_id"
          AND "t20"."o_account" = "t23"."o_account"
          AND "t20"."thing" = "t23"."thing"
      ) AS "t24"
    ) AS "t25"
    WHERE
      "t25"."nth" = 0
  ) AS "t27"
    ON "t16"."platform" = "t27"."platform"
    AND "t16"."verb" = "t27"."verb"
    AND "t16"."official_id" = "t27"."official_id"
    AND "t16"."o_account" = "t27"."o_account"
    AND "t16"."thing" = "t27"."thing"
), "t31" AS (
  SELECT
    "t29"."activity_key",
    "t29"."activity_id",
    "t29"."platform",
    "t29"."verb",
    "t29"."interaction",
    "t29"."actor_id",
    "t29"."actor_handle",
    "t29"."object_id",
    "t29"."object_url",
    "t29"."object_owner_id",
    "t29"."object_owner_handle",
    "t29"."object_owner_basis",
    "t29"."published_at",
    "t29"."published_earliest",
    "t29"."published_latest",
    "t29"."published_precision",
    "t29"."source_sha256",
    "t29"."source_row",
    "t29"."actor_id_key",
    "t29"."actor_handle_key",
    "t29"."object_owner_id_key",
    "t29"."object_owner_handle_key",
    "t29"."earliest",
    "t29"."latest",
    "t29"."official_id",
    "t29"."agency",
    "t29"."o_uid",
    "t29"."o_status",
    "t29"."o_valid_from",
    "t29"."o_valid_to",
    "t29"."o_zone",
    "t29"."o_account",
    "t29"."match_basis",
    "t29"."contest",
    "t29"."contest_base",
    "t29"."contestant_id",
    "t29"."role",
    "t29"."given_status",
    "t29"."c_uid",
    "t29"."c_valid_from",
    "t29"."c_valid_to",
    "t29"."c_zone",
    "t29"."c_account",
    "t29"."owner_match",
    "t29"."in_force",
    "t29"."begins",
    "t29"."finishes",
    "t29"."reply",
    "t29"."asked_zone",
    "t29"."given",
    "t29"."asked",
    "t29"."own",
    "t29"."once",
    "t29"."own_object",
    "t29"."own_latest",
    "t29"."disputed",
    "t29"."thing",
    "t29"."first_own",
    "t29"."platform" || '
' || "t29"."verb" || '
' || CASE
      WHEN (
        "t29"."thing" IS NOT NULL
      )
      AND COALESCE("t29"."own" = "t29"."first_own", TRUE)
      THEN 'once' || '
' || "t29"."official_id" || '
' || "t29"."o_account" || '
' || "t29"."thing"
      WHEN (
        "t29"."own" IS NOT NULL
      ) AND (
        "t29"."verb" <> 'Update'
      )
      THEN 'id
' || "t29"."own"
      ELSE 'at
' || "t29"."official_id" || '
' || "t29"."o_account" || '
' || COALESCE("t29"."own", "t29"."object_id", "t29"."c_account") || '
' || COALESCE(STRFTIME("t29"."published_at", '%Y-%m-%dT%H:%M:%S.%f'), '')
    END AS "act",
    SHA256(
      "t29"."platform" || '
' || "t29"."verb" || '
' || CASE
        WHEN (
          "t29"."thing" IS NOT NULL
        )
        AND COALESCE("t29"."own" = "t29"."first_own", TRUE)
        THEN 'once' || '
' || "t29"."official_id" || '
' || "t29"."o_account" || '
' || "t29"."thing"
        WHEN (
          "t29"."own" IS NOT NULL
        ) AND (
          "t29"."verb" <> 'Update'
        )
        THEN 'id
' || "t29"."own"
        ELSE 'at
' || "t29"."official_id" || '
' || "t29"."o_account" || '
' || COALESCE("t29"."own", "t29"."object_id", "t29"."c_account") || '
' || COALESCE(STRFTIME("t29"."published_at", '%Y-%m-%dT%H:%M:%S.%f'), '')
      END || '
' || "t29"."official_id" || '
' || "t29"."contest" || '
' || "t29"."contestant_id" || '
' || "t29"."role"
    ) AS "finding_id",
    "t29"."source_sha256" || ':' || CAST("t29"."source_row" AS TEXT) AS "source",
    CASE
      WHEN COALESCE("t29"."published_precision", 's') = 's'
      THEN "t29"."latest" + INTERVAL '999999' MICROSECOND
      WHEN COALESCE("t29"."published_precision", 's') = 'ms'
      THEN "t29"."latest" + INTERVAL '999' MICROSECOND
      ELSE "t29"."latest"
    END AS "until"
  FROM "t28" AS "t29"
), "t35" AS (
  SELECT
    "t32"."activity_key",
    "t32"."activity_id",
    "t32"."platform",
    "t32"."verb",
    "t32"."interaction",
    "t32"."actor_id",
    "t32"."actor_handle",
    "t32"."object_id",
    "t32"."object_url",
    "t32"."object_owner_id",
    "t32"."object_owner_handle",
    "t32"."object_owner_basis",
    "t32"."published_at",
    "t32"."published_earliest",
    "t32"."published_latest",
    "t32"."published_precision",
    "t32"."source_sha256",
    "t32"."source_row",
    "t32"."actor_id_key",
    "t32"."actor_handle_key",
    "t32"."object_owner_id_key",
    "t32"."object_owner_handle_key",
    "t32"."earliest",
    "t32"."latest",
    "t32"."official_id",
    "t32"."agency",
    "t32"."o_uid",
    "t32"."o_status",
    "t32"."o_valid_from",
    "t32"."o_valid_to",
    "t32"."o_zone",
    "t32"."o_account",
    "t32"."match_basis",
    "t32"."contest",
    "t32"."contest_base",
    "t32"."contestant_id",
    "t32"."role",
    "t32"."given_status",
    "t32"."c_uid",
    "t32"."c_valid_from",
    "t32"."c_valid_to",
    "t32"."c_zone",
    "t32"."c_account",
    "t32"."owner_match",
    "t32"."in_force",
    "t32"."begins",
    "t32"."finishes",
    "t32"."reply",
    "t32"."asked_zone",
    "t32"."given",
    "t32"."asked",
    "t32"."own",
    "t32"."once",
    "t32"."own_object",
    "t32"."own_latest",
    "t32"."disputed",
    "t32"."thing",
    "t32"."first_own",
    "t32"."act",
    "t32"."finding_id",
    "t3"."decision_key",
    "t3"."first_starts",
    "t3"."first_ends",
    "t3"."last_starts",
    "t3"."last_ends",
    "t3"."target_status",
    "t3"."phase",
    "t3"."verdict_literal",
    "t3"."verdict_practice",
    "t3"."class_literal",
    "t3"."class_practice",
    "t3"."norms",
    "t3"."missing_facts"
  FROM (
    SELECT
      "t29"."activity_key",
      "t29"."activity_id",
      "t29"."platform",
      "t29"."verb",
      "t29"."interaction",
      "t29"."actor_id",
      "t29"."actor_handle",
      "t29"."object_id",
      "t29"."object_url",
      "t29"."object_owner_id",
      "t29"."object_owner_handle",
      "t29"."object_owner_basis",
      "t29"."published_at",
      "t29"."published_earliest",
      "t29"."published_latest",
      "t29"."published_precision",
      "t29"."source_sha256",
      "t29"."source_row",
      "t29"."actor_id_key",
      "t29"."actor_handle_key",
      "t29"."object_owner_id_key",
      "t29"."object_owner_handle_key",
      "t29"."earliest",
      "t29"."latest",
      "t29"."official_id",
      "t29"."agency",
      "t29"."o_uid",
      "t29"."o_status",
      "t29"."o_valid_from",
      "t29"."o_valid_to",
      "t29"."o_zone",
      "t29"."o_account",
      "t29"."match_basis",
      "t29"."contest",
      "t29"."contest_base",
      "t29"."contestant_id",
      "t29"."role",
      "t29"."given_status",
      "t29"."c_uid",
      "t29"."c_valid_from",
      "t29"."c_valid_to",
      "t29"."c_zone",
      "t29"."c_account",
      "t29"."owner_match",
      "t29"."in_force",
      "t29"."begins",
      "t29"."finishes",
      "t29"."reply",
      "t29"."asked_zone",
      "t29"."given",
      "t29"."asked",
      "t29"."own",
      "t29"."once",
      "t29"."own_object",
      "t29"."own_latest",
      "t29"."disputed",
      "t29"."thing",
      "t29"."first_own",
      "t29"."platform" || '
' || "t29"."verb" || '
' || CASE
        WHEN (
          "t29"."thing" IS NOT NULL
        )
        AND COALESCE("t29"."own" = "t29"."first_own", TRUE)
        THEN 'once' || '
' || "t29"."official_id" || '
' || "t29"."o_account" || '
' || "t29"."thing"
        WHEN (
          "t29"."own" IS NOT NULL
        ) AND (
          "t29"."verb" <> 'Update'
        )
        THEN 'id
' || "t29"."own"
        ELSE 'at
' || "t29"."official_id" || '
' || "t29"."o_account" || '
' || COALESCE("t29"."own", "t29"."object_id", "t29"."c_account") || '
' || COALESCE(STRFTIME("t29"."published_at", '%Y-%m-%dT%H:%M:%S.%f'), '')
      END AS "act",
      SHA256(
        "t29"."platform" || '
' || "t29"."verb" || '
' || CASE
          WHEN (
            "t29"."thing" IS NOT NULL
          )
          AND COALESCE("t29"."own" = "t29"."first_own", TRUE)
          THEN 'once' || '
' || "t29"."official_id" || '
' || "t29"."o_account" || '
' || "t29"."thing"
          WHEN (
            "t29"."own" IS NOT NULL
          ) AND (
            "t29"."verb" <> 'Update'
          )
          THEN 'id
' || "t29"."own"
          ELSE 'at
' || "t29"."official_id" || '
' || "t29"."o_account" || '
' || COALESCE("t29"."own", "t29"."object_id", "t29"."c_account") || '
' || COALESCE(STRFTIME("t29"."published_at", '%Y-%m-%dT%H:%M:%S.%f'), '')
        END || '
' || "t29"."official_id" || '
' || "t29"."contest" || '
' || "t29"."contestant_id" || '
' || "t29"."role"
      ) AS "finding_id"
    FROM "t28" AS "t29"
    WHERE
      "t29"."in_force"
  ) AS "t32"
  LEFT OUTER JOIN "decisions" AS "t3"
    ON "t32"."asked" = "t3"."decision_key"
    AND "t3"."first_starts" <= "t32"."begins"
    AND "t32"."begins" < "t3"."first_ends"
    AND "t3"."last_starts" <= "t32"."finishes"
    AND "t32"."finishes" < "t3"."last_ends"
), "t38" AS (
  SELECT
    *
  FROM "t31" AS "t33"
  WHERE
    "t33"."act" IN (
      SELECT
        "t34"."act"
      FROM (
        SELECT
          "t33"."act",
          MIN("t33"."source") AS "first",
          MAX("t33"."source") AS "last"
        FROM "t31" AS "t33"
        GROUP BY
          1
      ) AS "t34"
      WHERE
        "t34"."first" <> "t34"."last"
    )
), "t41" AS (
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
    "t36"."o_account",
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
    "t36"."c_account",
    "t36"."owner_match",
    "t36"."in_force",
    "t36"."begins",
    "t36"."finishes",
    "t36"."reply",
    "t36"."asked_zone",
    "t36"."given",
    "t36"."asked",
    "t36"."own",
    "t36"."once",
    "t36"."own_object",
    "t36"."own_latest",
    "t36"."disputed",
    "t36"."thing",
    "t36"."first_own",
    "t36"."act",
    "t36"."finding_id",
    "t36"."decision_key",
    "t36"."first_starts",
    "t36"."first_ends",
    "t36"."last_starts",
    "t36"."last_ends",
    "t36"."target_status",
    "t36"."phase",
    "t36"."verdict_literal",
    "t36"."verdict_practice",
    "t36"."class_literal",
    "t36"."class_practice",
    "t36"."norms",
    "t36"."missing_facts",
    "t36"."object_url" AS "url",
    "t36"."published_at" AS "occurred_at",
    "t36"."published_precision" AS "precision",
    "t36"."object_owner_basis" AS "owner_basis"
  FROM "t35" AS "t36"
  WHERE
    NOT (
      "t36"."verb" IN ('Undo', 'Delete')
      AND COALESCE(
        (
          "t36"."verdict_literal" = 'not_regulated'
        )
        AND (
          "t36"."verdict_practice" = 'not_regulated'
        ),
        FALSE
      )
    )
)
SELECT
  "t62"."finding_id",
  "t62"."official_id",
  "t62"."agency",
  "t62"."contest",
  "t62"."contestant_id",
  "t62"."role",
  "t62"."target_status",
  "t62"."phase",
  "t62"."platform",
  "t62"."verb",
  "t62"."activity_id",
  "t62"."object_id",
  "t62"."url",
  "t62"."occurred_at",
  "t62"."precision",
  "t62"."match_basis",
  "t62"."owner_basis",
  "t62"."verdict_literal",
  "t62"."verdict_practice",
  "t62"."class_literal",
  "t62"."class_practice",
  "t62"."norms",
  "t62"."missing_facts",
  "t62"."source_sha256",
  "t62"."source_row",
  "t62"."mitigating",
  COALESCE("t62"."sources", "t62"."source_sha256" || ':' || CAST("t62"."source_row" AS TEXT)) AS "sources",
  COALESCE("t62"."conflicts", '') AS "conflicts"
FROM (
  SELECT
    "t61"."activity_key",
    "t61"."activity_id",
    "t61"."platform",
    "t61"."verb",
    "t61"."interaction",
    "t61"."actor_id",
    "t61"."actor_handle",
    "t61"."object_id",
    "t61"."object_url",
    "t61"."object_owner_id",
    "t61"."object_owner_handle",
    "t61"."object_owner_basis",
    "t61"."published_at",
    "t61"."published_earliest",
    "t61"."published_latest",
    "t61"."published_precision",
    "t61"."source_sha256",
    "t61"."source_row",
    "t61"."actor_id_key",
    "t61"."actor_handle_key",
    "t61"."object_owner_id_key",
    "t61"."object_owner_handle_key",
    "t61"."earliest",
    "t61"."latest",
    "t61"."official_id",
    "t61"."agency",
    "t61"."o_uid",
    "t61"."o_status",
    "t61"."o_valid_from",
    "t61"."o_valid_to",
    "t61"."o_zone",
    "t61"."o_account",
    "t61"."match_basis",
    "t61"."contest",
    "t61"."contest_base",
    "t61"."contestant_id",
    "t61"."role",
    "t61"."given_status",
    "t61"."c_uid",
    "t61"."c_valid_from",
    "t61"."c_valid_to",
    "t61"."c_zone",
    "t61"."c_account",
    "t61"."owner_match",
    "t61"."in_force",
    "t61"."begins",
    "t61"."finishes",
    "t61"."reply",
    "t61"."asked_zone",
    "t61"."given",
    "t61"."asked",
    "t61"."own",
    "t61"."once",
    "t61"."own_object",
    "t61"."own_latest",
    "t61"."disputed",
    "t61"."thing",
    "t61"."first_own",
    "t61"."act",
    "t61"."finding_id",
    "t61"."decision_key",
    "t61"."first_starts",
    "t61"."first_ends",
    "t61"."last_starts",
    "t61"."last_ends",
    "t61"."target_status",
    "t61"."phase",
    "t61"."verdict_literal",
    "t61"."verdict_practice",
    "t61"."class_literal",
    "t61"."class_practice",
    "t61"."norms",
    "t61"."missing_facts",
    "t61"."url",
    "t61"."occurred_at",
    "t61"."precision",
    "t61"."owner_basis",
    "t61"."mitigating",
    "t57"."act" AS "act_right",
    "t57"."sources",
    "t57"."conflicts"
  FROM (
    SELECT
      "t59"."activity_key",
      "t59"."activity_id",
      "t59"."platform",
      "t59"."verb",
      "t59"."interaction",
      "t59"."actor_id",
      "t59"."actor_handle",
      "t59"."object_id",
      "t59"."object_url",
      "t59"."object_owner_id",
      "t59"."object_owner_handle",
      "t59"."object_owner_basis",
      "t59"."published_at",
      "t59"."published_earliest",
      "t59"."published_latest",
      "t59"."published_precision",
      "t59"."source_sha256",
      "t59"."source_row",
      "t59"."actor_id_key",
      "t59"."actor_handle_key",
      "t59"."object_owner_id_key",
      "t59"."object_owner_handle_key",
      "t59"."earliest",
      "t59"."latest",
      "t59"."official_id",
      "t59"."agency",
      "t59"."o_uid",
      "t59"."o_status",
      "t59"."o_valid_from",
      "t59"."o_valid_to",
      "t59"."o_zone",
      "t59"."o_account",
      "t59"."match_basis",
      "t59"."contest",
      "t59"."contest_base",
      "t59"."contestant_id",
      "t59"."role",
      "t59"."given_status",
      "t59"."c_uid",
      "t59"."c_valid_from",
      "t59"."c_valid_to",
      "t59"."c_zone",
      "t59"."c_account",
      "t59"."owner_match",
      "t59"."in_force",
      "t59"."begins",
      "t59"."finishes",
      "t59"."reply",
      "t59"."asked_zone",
      "t59"."given",
      "t59"."asked",
      "t59"."own",
      "t59"."once",
      "t59"."own_object",
      "t59"."own_latest",
      "t59"."disputed",
      "t59"."thing",
      "t59"."first_own",
      "t59"."act",
      "t59"."finding_id",
      "t59"."decision_key",
      "t59"."first_starts",
      "t59"."first_ends",
      "t59"."last_starts",
      "t59"."last_ends",
      "t59"."target_status",
      "t59"."phase",
      "t59"."verdict_literal",
      "t59"."verdict_practice",
      "t59"."class_literal",
      "t59"."class_practice",
      "t59"."norms",
      "t59"."missing_facts",
      "t59"."url",
      "t59"."occurred_at",
      "t59"."precision",
      "t59"."owner_basis",
      CASE
        WHEN "t59"."finding_id" IN (
          SELECT
            "t48"."finding_id"
          FROM (
            SELECT
              "t44"."activity_key",
              "t44"."activity_id",
              "t44"."platform",
              "t44"."verb",
              "t44"."interaction",
              "t44"."actor_id",
              "t44"."actor_handle",
              "t44"."object_id",
              "t44"."object_url",
              "t44"."object_owner_id",
              "t44"."object_owner_handle",
              "t44"."object_owner_basis",
              "t44"."published_at",
              "t44"."published_earliest",
              "t44"."published_latest",
              "t44"."published_precision",
              "t44"."source_sha256",
              "t44"."source_row",
              "t44"."actor_id_key",
              "t44"."actor_handle_key",
              "t44"."object_owner_id_key",
              "t44"."object_owner_handle_key",
              "t44"."earliest",
              "t44"."latest",
              "t44"."official_id",
              "t44"."agency",
              "t44"."o_uid",
              "t44"."o_status",
              "t44"."o_valid_from",
              "t44"."o_valid_to",
              "t44"."o_zone",
              "t44"."o_account",
              "t44"."match_basis",
              "t44"."contest",
              "t44"."contest_base",
              "t44"."contestant_id",
              "t44"."role",
              "t44"."given_status",
              "t44"."c_uid",
              "t44"."c_valid_from",
              "t44"."c_valid_to",
              "t44"."c_zone",
              "t44"."c_account",
              "t44"."owner_match",
              "t44"."in_force",
              "t44"."begins",
              "t44"."finishes",
              "t44"."reply",
              "t44"."asked_zone",
              "t44"."given",
              "t44"."asked",
              "t44"."own",
              "t44"."once",
              "t44"."own_object",
              "t44"."own_latest",
              "t44"."disputed",
              "t44"."thing",
              "t44"."first_own",
              "t44"."act",
              "t44"."finding_id",
              "t44"."decision_key",
              "t44"."first_starts",
              "t44"."first_ends",
              "t44"."last_starts",
              "t44"."last_ends",
              "t44"."target_status",
              "t44"."phase",
              "t44"."verdict_literal",
              "t44"."verdict_practice",
              "t44"."class_literal",
              "t44"."class_practice",
              "t44"."norms",
              "t44"."missing_facts",
              "t5"."undone_id",
              "t5"."undo_platform",
              "t5"."undo_id",
              "t5"."undo_handle",
              "t5"."undo_latest"
            FROM (
              SELECT
                *
              FROM "t35" AS "t36"
              WHERE
                NOT (
                  "t36"."verb" IN ('Undo', 'Delete')
                  AND COALESCE(
                    (
                      "t36"."verdict_literal" = 'not_regulated'
                    )
                    AND (
                      "t36"."verdict_practice" = 'not_regulated'
                    ),
                    FALSE
                  )
                )
            ) AS "t44"
            INNER JOIN (
              SELECT
                REGEXP_REPLACE("t0"."object_id", '/activity$', '', 'g') AS "undone_id",
                "t0"."platform" AS "undo_platform",
                "t0"."actor_id" AS "undo_id",
                "t0"."actor_handle" AS "undo_handle",
                COALESCE(
                  "t0"."published_latest",
                  CASE
                    WHEN (
                      "t0"."published_precision" IS NULL
                    )
                    OR "t0"."published_precision" IN ('us', 'ms', 's')
                    THEN "t0"."published_at"
                    ELSE CAST(NULL AS TIMESTAMP(6))
                  END
                ) AS "undo_latest"
              FROM "activities" AS "t0"
              WHERE
                "t0"."verb" IN ('Undo', 'Delete') AND "t0"."object_id" IS NOT NULL
            ) AS "t5"
              ON "t44"."own" = "t5"."undone_id"
          ) AS "t48"
          WHERE
            "t48"."undo_platform" = "t48"."platform"
            AND (
              (
                COALESCE("t48"."undo_id" = "t48"."actor_id", FALSE)
                AND (
                  (
                    "t48"."match_basis" = 'id'
                  )
                  OR COALESCE("t48"."undo_handle" = "t48"."actor_handle", FALSE)
                )
              )
              OR (
                (
                  "t48"."undo_id" IS NULL
                )
                AND (
                  "t48"."actor_id" IS NULL
                )
                AND COALESCE("t48"."undo_handle" = "t48"."actor_handle", FALSE)
              )
            )
            AND COALESCE("t48"."undo_latest" >= "t48"."earliest", TRUE)
            AND NOT (
              "t48"."verb" IN ('Undo', 'Delete')
            )
        )
        THEN 'undone'
        ELSE ''
      END AS "mitigating"
    FROM (
      SELECT
        *
      FROM (
        SELECT
          *
        FROM "t41" AS "t43"
        WHERE
          NOT (
            "t43"."finding_id" IN (
              SELECT
                "t45"."finding_id"
              FROM (
                SELECT
                  "t43"."finding_id",
                  COUNT(*) AS "records"
                FROM "t41" AS "t43"
                GROUP BY
                  1
              ) AS "t45"
              WHERE
                "t45"."records" > 1
            )
          )
      ) AS "t51"
      UNION ALL
      SELECT
        *
      FROM (
        SELECT
          "t55"."activity_key",
          "t55"."activity_id",
          "t55"."platform",
          "t55"."verb",
          "t55"."interaction",
          "t55"."actor_id",
          "t55"."actor_handle",
          "t55"."object_id",
          "t55"."object_url",
          "t55"."object_owner_id",
          "t55"."object_owner_handle",
          "t55"."object_owner_basis",
          "t55"."published_at",
          "t55"."published_earliest",
          "t55"."published_latest",
          "t55"."published_precision",
          "t55"."source_sha256",
          "t55"."source_row",
          "t55"."actor_id_key",
          "t55"."actor_handle_key",
          "t55"."object_owner_id_key",
          "t55"."object_owner_handle_key",
          "t55"."earliest",
          "t55"."latest",
          "t55"."official_id",
          "t55"."agency",
          "t55"."o_uid",
          "t55"."o_status",
          "t55"."o_valid_from",
          "t55"."o_valid_to",
          "t55"."o_zone",
          "t55"."o_account",
          "t55"."match_basis",
          "t55"."contest",
          "t55"."contest_base",
          "t55"."contestant_id",
          "t55"."role",
          "t55"."given_status",
          "t55"."c_uid",
          "t55"."c_valid_from",
          "t55"."c_valid_to",
          "t55"."c_zone",
          "t55"."c_account",
          "t55"."owner_match",
          "t55"."in_force",
          "t55"."begins",
          "t55"."finishes",
          "t55"."reply",
          "t55"."asked_zone",
          "t55"."given",
          "t55"."asked",
          "t55"."own",
          "t55"."once",
          "t55"."own_object",
          "t55"."own_latest",
          "t55"."disputed",
          "t55"."thing",
          "t55"."first_own",
          "t55"."act",
          "t55"."finding_id",
          "t55"."decision_key",
          "t55"."first_starts",
          "t55"."first_ends",
          "t55"."last_starts",
          "t55"."last_ends",
          "t55"."target_status",
          "t55"."phase",
          "t55"."verdict_literal",
          "t55"."verdict_practice",
          "t55"."class_literal",
          "t55"."class_practice",
          "t55"."norms",
          "t55"."missing_facts",
          "t55"."url",
          "t55"."occurred_at",
          "t55"."precision",
          "t55"."owner_basis"
        FROM (
          SELECT
            "t50"."activity_key",
            "t50"."activity_id",
            "t50"."platform",
            "t50"."verb",
            "t50"."interaction",
            "t50"."actor_id",
            "t50"."actor_handle",
            "t50"."object_id",
            "t50"."object_url",
            "t50"."object_owner_id",
            "t50"."object_owner_handle",
            "t50"."object_owner_basis",
            "t50"."published_at",
            "t50"."published_earliest",
            "t50"."published_latest",
            "t50"."published_precision",
            FIRST_VALUE("t50"."source_sha256") OVER (
              PARTITION BY "t50"."finding_id"
              ORDER BY "t50"."source_sha256" ASC, "t50"."source_row" ASC
              ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
            ) AS "source_sha256",
            FIRST_VALUE("t50"."source_row") OVER (
              PARTITION BY "t50"."finding_id"
              ORDER BY "t50"."source_sha256" ASC, "t50"."source_row" ASC
              ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
            ) AS "source_row",
            "t50"."actor_id_key",
            "t50"."actor_handle_key",
            "t50"."object_owner_id_key",
            "t50"."object_owner_handle_key",
            "t50"."earliest",
            "t50"."latest",
            "t50"."official_id",
            "t50"."agency",
            "t50"."o_uid",
            "t50"."o_status",
            "t50"."o_valid_from",
            "t50"."o_valid_to",
            "t50"."o_zone",
            "t50"."o_account",
            "t50"."match_basis",
            "t50"."contest",
            "t50"."contest_base",
            "t50"."contestant_id",
            "t50"."role",
            "t50"."given_status",
            "t50"."c_uid",
            "t50"."c_valid_from",
            "t50"."c_valid_to",
            "t50"."c_zone",
            "t50"."c_account",
            "t50"."owner_match",
            "t50"."in_force",
            "t50"."begins",
            "t50"."finishes",
            "t50"."reply",
            "t50"."asked_zone",
            "t50"."given",
            "t50"."asked",
            "t50"."own",
            "t50"."once",
            "t50"."own_object",
            "t50"."own_latest",
            "t50"."disputed",
            "t50"."thing",
            "t50"."first_own",
            "t50"."act",
            "t50"."finding_id",
            "t50"."decision_key",
            "t50"."first_starts",
            "t50"."first_ends",
            "t50"."last_starts",
            "t50"."last_ends",
            "t50"."target_status",
            "t50"."phase",
            "t50"."verdict_literal",
            "t50"."verdict_practice",
            "t50"."class_literal",
            "t50"."class_practice",
            "t50"."norms",
            "t50"."missing_facts",
            "t50"."url",
            "t50"."occurred_at",
            "t50"."precision",
            "t50"."owner_basis",
            ROW_NUMBER() OVER (
              PARTITION BY "t50"."finding_id"
              ORDER BY "t50"."match_basis" <> 'id' ASC, CASE
                WHEN COALESCE("t50"."published_precision", 's') = 'us'
                THEN 0
                WHEN COALESCE("t50"."published_precision", 's') = 'ms'
                THEN 1
                WHEN COALESCE("t50"."published_precision", 's') = 's'
                THEN 2
                WHEN COALESCE("t50"."published_precision", 's') = 'min'
                THEN 3
                WHEN COALESCE("t50"."published_precision", 's') = 'hour'
                THEN 4
                WHEN COALESCE("t50"."published_precision", 's') = 'day'
                THEN 5
                WHEN COALESCE("t50"."published_precision", 's') = 'week'
                THEN 6
                WHEN COALESCE("t50"."published_precision", 's') = 'month'
                THEN 7
                WHEN COALESCE("t50"."published_precision", 's') = 'year'
                THEN 8
                WHEN COALESCE("t50"."published_precision", 's') = 'interval'
                THEN 9
                WHEN COALESCE("t50"."published_precision", 's') = 'none'
                THEN 10
                ELSE 11
              END ASC, "t50"."own" IS NULL ASC, CASE
                WHEN "t50"."object_owner_basis" = 'stated'
                THEN 0
                WHEN "t50"."object_owner_basis" = 'url'
                THEN 1
                WHEN "t50"."object_owner_basis" = 'parent'
                THEN 2
                WHEN "t50"."object_owner_basis" = 'context'
                THEN 3
                WHEN "t50"."object_owner_basis" = 'inferred'
                THEN 4
                ELSE 5
              END ASC, "t50"."owner_match" <> 'id' ASC, "t50"."source_sha256" ASC, "t50"."source_row" ASC, "t50"."official_id" ASC, "t50"."agency" ASC, "t50"."contest" ASC, "t50"."contestant_id" ASC, "t50"."role" ASC, "t50"."target_status" ASC, "t50"."phase" ASC, "t50"."platform" ASC, "t50"."verb" ASC, "t50"."activity_id" ASC, "t50"."object_id" ASC, "t50"."url" ASC, "t50"."occurred_at" ASC, "t50"."precision" ASC, "t50"."match_basis" ASC, "t50"."owner_basis" ASC, "t50"."verdict_literal" ASC, "t50"."verdict_practice" ASC, "t50"."class_literal" ASC, "t50"."class_practice" ASC, "t50"."norms" ASC, "t50"."missing_facts" ASC
              ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
            ) - 1 AS "nth"
          FROM (
            SELECT
              *
            FROM "t41" AS "t43"
            WHERE
              "t43"."finding_id" IN (
                SELECT
                  "t45"."finding_id"
                FROM (
                  SELECT
                    "t43"."finding_id",
                    COUNT(*) AS "records"
                  FROM "t41" AS "t43"
                  GROUP BY
                    1
                ) AS "t45"
                WHERE
                  "t45"."records" > 1
              )
          ) AS "t50"
        ) AS "t55"
        WHERE
          "t55"."nth" = 0
      ) AS "t58"
    ) AS "t59"
  ) AS "t61"
  LEFT OUTER JOIN (
    SELECT
      "t47"."act",
      "t47"."sources",
      "t54"."conflicts"
    FROM (
      SELECT
        "t40"."act",
        LISTAGG("t40"."source", ';' ORDER BY "t40"."source" ASC) AS "sources"
      FROM (
        SELECT DISTINCT
          "t39"."act",
          "t39"."source"
        FROM "t38" AS "t39"
      ) AS "t40"
      GROUP BY
        1
    ) AS "t47"
    INNER JOIN (
      SELECT
        "t39"."act",
        SUBSTRING(
          '' || CASE
            WHEN COALESCE(MIN("t39"."actor_handle") <> MAX("t39"."actor_handle"), FALSE)
            THEN ';actor_handle'
            ELSE ''
          END || CASE
            WHEN COALESCE(MIN("t39"."actor_id") <> MAX("t39"."actor_id"), FALSE)
            THEN ';actor_id'
            ELSE ''
          END || CASE
            WHEN COALESCE(
              MIN(
                CASE
                  WHEN "t39"."interaction" = 'reply'
                  THEN 1
                  WHEN "t39"."interaction" IS NOT NULL
                  THEN 0
                  ELSE NULL
                END
              ) <> MAX(
                CASE
                  WHEN "t39"."interaction" = 'reply'
                  THEN 1
                  WHEN "t39"."interaction" IS NOT NULL
                  THEN 0
                  ELSE NULL
                END
              ),
              FALSE
            )
            THEN ';interaction'
            ELSE ''
          END || CASE
            WHEN COALESCE(
              (
                MAX("t39"."verb") <> 'Follow'
              )
              AND (
                MIN("t39"."object_id") <> MAX("t39"."object_id")
              ),
              FALSE
            )
            THEN ';object_id'
            ELSE ''
          END || CASE
            WHEN COALESCE(MIN("t39"."object_owner_handle") <> MAX("t39"."object_owner_handle"), FALSE)
            THEN ';object_owner_handle'
            ELSE ''
          END || CASE
            WHEN COALESCE(MIN("t39"."object_owner_id") <> MAX("t39"."object_owner_id"), FALSE)
            THEN ';object_owner_id'
            ELSE ''
          END || CASE
            WHEN COALESCE(MAX("t39"."earliest") > MIN("t39"."until"), FALSE)
            THEN ';occurred_at'
            ELSE ''
          END || CASE
            WHEN COALESCE(BOOL_OR(CAST("t39"."disputed" AS BOOLEAN)), FALSE)
            THEN ';official_id'
            ELSE ''
          END,
          CASE
            WHEN (
              1 + 1
            ) >= 1
            THEN 1 + 1
            ELSE 1 + 1 + LENGTH(
              '' || CASE
                WHEN COALESCE(MIN("t39"."actor_handle") <> MAX("t39"."actor_handle"), FALSE)
                THEN ';actor_handle'
                ELSE ''
              END || CASE
                WHEN COALESCE(MIN("t39"."actor_id") <> MAX("t39"."actor_id"), FALSE)
                THEN ';actor_id'
                ELSE ''
              END || CASE
                WHEN COALESCE(
                  MIN(
                    CASE
                      WHEN "t39"."interaction" = 'reply'
                      THEN 1
                      WHEN "t39"."interaction" IS NOT NULL
                      THEN 0
                      ELSE NULL
                    END
                  ) <> MAX(
                    CASE
                      WHEN "t39"."interaction" = 'reply'
                      THEN 1
                      WHEN "t39"."interaction" IS NOT NULL
                      THEN 0
                      ELSE NULL
                    END
                  ),
                  FALSE
                )
                THEN ';interaction'
                ELSE ''
              END || CASE
                WHEN COALESCE(
                  (
                    MAX("t39"."verb") <> 'Follow'
                  )
                  AND (
                    MIN("t39"."object_id") <> MAX("t39"."object_id")
                  ),
                  FALSE
                )
                THEN ';object_id'
                ELSE ''
              END || CASE
                WHEN COALESCE(MIN("t39"."object_owner_handle") <> MAX("t39"."object_owner_handle"), FALSE)
                THEN ';object_owner_handle'
                ELSE ''
              END || CASE
                WHEN COALESCE(MIN("t39"."object_owner_id") <> MAX("t39"."object_owner_id"), FALSE)
                THEN ';object_owner_id'
                ELSE ''
              END || CASE
                WHEN COALESCE(MAX("t39"."earliest") > MIN("t39"."until"), FALSE)
                THEN ';occurred_at'
                ELSE ''
              END || CASE
                WHEN COALESCE(BOOL_OR(CAST("t39"."disputed" AS BOOLEAN)), FALSE)
                THEN ';official_id'
                ELSE ''
              END
            )
          END
        ) AS "conflicts"
      FROM "t38" AS "t39"
      GROUP BY
        1
    ) AS "t54"
      ON "t47"."act" = "t54"."act"
  ) AS "t57"
    ON "t61"."act" = "t57"."act"
) AS "t62"
