// Requests of places and calendars that work: part of requests.ts.
import type { Builder } from "./requests.ts";
import { toWireId } from "./world.ts";

export const orgRequests: Record<string, Builder> = {
  "POST /v1/org_units": ({ tenant }, n) => ({
    body: { parent_id: toWireId("org_unit", tenant.root_unit_id), kind: "store", name: "山脚店", code: `unit-${n}` },
  }),
  "POST /v1/venues": ({ unit_id }, n) => ({
    body: {
      unit_id,
      name: "温泉酒店",
      code: `venue-${n}`,
      business_type: "lodging",
      time_zone: "Asia/Shanghai",
      day_cutoff: "04:00",
      opens_at: "08:00",
      closes_at: "18:00",
      map: { width: 100, height: 100 },
    },
    instead: { "/parent_unit_id": ["/unit_id"] },
  }),
  "PUT /v1/holidays/{year}": async ({ api, tenant }, n) => {
    const year = 1950 + (n % 150);
    const { body } = await api.call(`GET /v1/holidays?year=${year}`, { token: tenant.api_key });
    const days = [{ date: `${year}-05-01`, name: "劳动节", is_off_day: true }];
    return { params: { year: String(year) }, body: { version: body["version"], source: "集团通知", days } };
  },
  "POST /v1/calendar/birthday": () => ({
    body: { calendar: "lunar", year: 1990, month: 5, day: 8, leap_month: true },
  }),
  "POST /v1/test_clock/advance": () => ({ body: { to: "2026-06-01T04:00:00Z" } }),
};
