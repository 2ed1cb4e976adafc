import { expect, test } from "vitest";
import { testApi } from "../../../../test/api.ts";
import { enrol } from "../../../../test/authenticator.ts";
import { createTestTenant, signInAs } from "../../../../test/world.ts";
import { createSecrets } from "../../../platform/crypto/secrets.ts";
import { listSealedElsewhere } from "../../../platform/personal-data/registry.ts";
import { fixedClock } from "../../../platform/kernel/clock.ts";
import { tryCode } from "../second-factor.ts";

const clock = fixedClock(new Date("2026-05-01T08:00:00Z"));
const api = testApi({ clock });

test("the installation's keys change, and the codes on people's phones go on working", async () => {
  const tenant = await createTestTenant(api.app);
  const { app } = await enrol(api, await signInAs(api, tenant.admin.email));
  const first = new Uint8Array(32).fill(7);
  const second = new Uint8Array(32).fill(8);
  const both = createSecrets(
    new Map([
      [1, first],
      [2, second],
    ]),
  );
  const place = listSealedElsewhere().find(({ table }) => table === "access.person_totp");
  const rotate = () =>
    api.app.database.write(tenant.tenant_id, async (tx) => place?.reseal(tx, { ...api.app, secrets: both }, 100));
  expect(await rotate()).toBe(1);
  expect(await rotate()).toBe(0);
  // The old key is thrown away.
  const secrets = createSecrets(new Map([[2, second]]));
  const [person] = await api.db.query<{ person_id: string }>("select person_id from access.person_totp");
  clock.advance(30_000);
  expect(await tryCode({ ...api.app, secrets }, person?.person_id ?? "", app.code(clock.now()))).toBe("totp");
});
