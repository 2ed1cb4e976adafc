import type { Route } from "../../../platform/http/route.ts";
import { invitationRoutes } from "./invitation-routes.ts";
import { meRoutes } from "./me-routes.ts";
import { passwordRoutes } from "./password-routes.ts";
import { policyRoutes } from "./policy-routes.ts";
import { keyRoutes } from "./key-routes.ts";
import { roleRoutes } from "./role-routes.ts";
import { sessionRoutes } from "./session-routes.ts";
import { staffPhoneRoutes } from "./staff-phone-routes.ts";
import { staffRoutes } from "./staff-routes.ts";
import { staffSessionRoutes } from "./staff-session-routes.ts";

export const routes: Route[] = [
  ...sessionRoutes,
  ...meRoutes,
  ...invitationRoutes,
  ...passwordRoutes,
  ...policyRoutes,
  ...keyRoutes,
  ...staffSessionRoutes,
  ...staffRoutes,
  ...staffPhoneRoutes,
  ...roleRoutes,
];
