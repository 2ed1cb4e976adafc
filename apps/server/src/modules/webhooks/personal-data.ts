import { registerPersonalData } from "../../platform/personal-data/registry.ts";

registerPersonalData({
  room: "webhooks",
  // Opaque ids and figures of what was told, for 30 days. Its secrets are of receivers; new keys are theirs as well.
  tables: { "webhooks.delivery": "kept" },
  sealed: [{ table: "webhooks.secret", key: "secret_id", cipher: "secret_cipher", place: "secret" }],
});
