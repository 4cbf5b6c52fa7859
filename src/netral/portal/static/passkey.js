// Passkeys: asks the browser for a key and sends what it signed with the form. Without this, six figures do.
"use strict";
(function () {
  function bytes(text) {
    return Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), function (sign) { return sign.charCodeAt(0); });
  }
  function text(buffer) {
    return btoa(String.fromCharCode.apply(null, new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=/g, "");
  }
  function listed(keys) {
    return (keys || []).map(function (key) { return Object.assign({}, key, { id: bytes(key.id) }); });
  }
  function asked(options) {
    var wanted = Object.assign({}, options, { challenge: bytes(options.challenge) });
    if (options.user) {
      wanted.user = Object.assign({}, options.user, { id: bytes(options.user.id) });
      wanted.excludeCredentials = listed(options.excludeCredentials);
      return navigator.credentials.create({ publicKey: wanted });
    }
    wanted.allowCredentials = listed(options.allowCredentials);
    return navigator.credentials.get({ publicKey: wanted });
  }
  function written(key) {
    var parts = {};
    ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"].forEach(function (name) {
      if (key.response[name]) parts[name] = text(key.response[name]);
    });
    return JSON.stringify({ id: key.id, rawId: text(key.rawId), type: key.type, response: parts, clientExtensionResults: {} });
  }
  document.querySelectorAll("form[data-kunci]").forEach(function (form) {
    if (!window.PublicKeyCredential) return;
    form.hidden = false;
    form.addEventListener("submit", function (event) {
      event.preventDefault();
      asked(JSON.parse(form.dataset.kunci).publicKey).then(function (key) {
        form.elements.jawaban.value = written(key);
        form.submit();
      }, function () {
        form.querySelector("[role=status]").textContent = form.dataset.gagal;
      });
    });
  });
})();
