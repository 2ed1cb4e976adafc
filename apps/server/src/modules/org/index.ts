import "./errors.ts";
import "./registrations.ts";

export { createTenant } from "./create-tenant.ts";
export { type Directory, forgetDirectory, readDirectory } from "./directory.ts";
export { type Birth, solarBirth } from "./domain/birthday.ts";
export type { HolidayState, Holidays } from "./domain/holidays.ts";
export {
  businessDateAt,
  type VenueHours,
  type VenueStatus,
  venueStatusAt,
} from "./domain/venue-day.ts";
export { zBirth, zBirthOut } from "./http/birth-schema.ts";
export { routes } from "./http/routes.ts";
export { orgTasks } from "./jobs.ts";
export { birthDateOf, birthdayMonthOn, birthdayOn, lunarOf, nextBirthdays } from "./lunar.ts";
export { businessMoment, readMoment, requireVenue, tenantMoment, type Moment, type Times } from "./moment.ts";
export {
  getTenant,
  listTenantIds,
  listTenantZones,
  oldestOverdueTimer,
  type NewTenant,
  type Tenant,
  tenantNow,
  tenantsWithDueTimers,
} from "./tenants.ts";
export { createUnit, getUnit, listUnits, type NewUnit, type Unit, unitsUnder } from "./units.ts";
export {
  type BusinessType,
  createVenue,
  listVenues,
  type NewVenue,
  type Venue,
} from "./venues.ts";
