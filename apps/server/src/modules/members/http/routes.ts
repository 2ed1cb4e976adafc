import type { Route } from "../../../platform/http/route.ts";
import { blockRoutes } from "./block-routes.ts";
import { bulkRoutes } from "../find/bulk-routes.ts";
import { viewRoutes } from "../find/view-routes.ts";
import { duplicateRoutes } from "./duplicate-routes.ts";
import { figureRoutes } from "./figure-routes.ts";
import { completenessRoutes } from "./completeness-routes.ts";
import { fieldRoutes } from "./field-routes.ts";
import { historyRoutes } from "./history-routes.ts";
import { householdRoutes } from "./household-routes.ts";
import { identityRoutes } from "./identity-routes.ts";
import { listRoutes } from "./list-routes.ts";
import { ownHouseholdRoutes } from "./own-household-routes.ts";
import { ownInvitationRoutes } from "./own-invitation-routes.ts";
import { ownIdentityRoutes } from "./own-identity-routes.ts";
import { memberRoutes } from "./member-routes.ts";
import { ownerRoutes } from "./owner-routes.ts";
import { memberFileRoutes } from "./member-file-routes.ts";
import { mergeRoutes } from "./merge-routes.ts";
import { noteRoutes } from "./note-routes.ts";
import { registrationPolicyRoutes } from "./registration-policy-routes.ts";
import { registrationRoutes } from "./registration-routes.ts";
import { emailRoutes } from "./email-routes.ts";
import { qrRoutes } from "./qr-routes.ts";
import { tagRoutes } from "./tag-routes.ts";
import { signInRoutes } from "./sign-in-routes.ts";

export const routes: Route[] = [
  ...listRoutes,
  ...viewRoutes,
  ...bulkRoutes,
  ...registrationRoutes,
  ...registrationPolicyRoutes,
  ...ownerRoutes,
  ...historyRoutes,
  ...signInRoutes,
  ...emailRoutes,
  ...qrRoutes,
  ...memberRoutes,
  ...householdRoutes,
  ...identityRoutes,
  ...mergeRoutes,
  ...noteRoutes,
  ...memberFileRoutes,
  ...duplicateRoutes,
  ...figureRoutes,
  ...blockRoutes,
  ...tagRoutes,
  ...ownHouseholdRoutes,
  ...ownInvitationRoutes,
  ...ownIdentityRoutes,
  ...fieldRoutes,
  ...completenessRoutes,
];
