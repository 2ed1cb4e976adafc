import type { Authenticator } from "../platform/http/auth.ts";
import type { Route } from "../platform/http/route.ts";
import { auditRoutes } from "../platform/audit/http/routes.ts";
import * as approvals from "../platform/approvals/index.ts";
import { requestLogRoutes } from "../platform/request-log/routes.ts";
import { operationsRoutes } from "../platform/operations/routes.ts";
import { routes as exportRoutes } from "../platform/exports/http/routes.ts";
import { routes as fileRoutes } from "../platform/files/http/routes.ts";
import { routes as importRoutes } from "../platform/imports/http/routes.ts";
import { routes as jobRoutes } from "../platform/jobs/http/routes.ts";
import * as access from "../modules/access/index.ts";
import * as devices from "../modules/devices/index.ts";
import * as insights from "../modules/insights/index.ts";
import * as kiosk from "../modules/kiosk/index.ts";
import * as ledger from "../modules/ledger/index.ts";
import * as members from "../modules/members/index.ts";
import * as messaging from "../modules/messaging/index.ts";
import * as org from "../modules/org/index.ts";
import * as privacy from "../modules/privacy/index.ts";
import * as points from "../modules/points/index.ts";
import * as purchases from "../modules/purchases/index.ts";
import * as sandboxes from "../modules/sandboxes/index.ts";
import * as tiers from "../modules/tiers/index.ts";
import * as visits from "../modules/visits/index.ts";
import * as wechat from "../modules/wechat/index.ts";
import * as webhooks from "../modules/webhooks/index.ts";

/** The whole API as data: the server registers it, the documentation and the access matrix read it. */
export const routes: readonly Route[] = [
  ...approvals.routes,
  ...auditRoutes,
  ...org.routes,
  ...access.routes,
  ...webhooks.routes,
  ...requestLogRoutes,
  ...ledger.routes,
  ...members.routes,
  ...messaging.routes,
  ...tiers.routes,
  ...points.routes,
  ...purchases.routes,
  ...visits.routes,
  ...wechat.routes,
  ...devices.routes,
  ...kiosk.routes,
  ...privacy.routes,
  ...insights.routes,
  ...operationsRoutes,
  ...sandboxes.routes,
  ...exportRoutes,
  ...fileRoutes,
  ...jobRoutes,
  ...importRoutes,
];

export const authenticators: readonly Authenticator[] = [
  access.staffAuthenticator,
  members.memberAuthenticator,
  devices.deviceAuthenticator,
];
