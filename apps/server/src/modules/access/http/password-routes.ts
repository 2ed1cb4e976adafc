import { z } from "zod";
import { type Route, route, zNothing } from "../../../platform/http/route.ts";
import { zText } from "../../../platform/http/schema.ts";
import { forgetSessions } from "../authenticate.ts";
import { askPasswordReset, completePasswordReset } from "../password-reset.ts";
import { zLinkToken, zPassword } from "./identity-schema.ts";
import { originOf } from "./opened.ts";

const tag = "access";
const access = { actors: ["public"] } as const;

const request = route({
  method: "POST",
  path: "/v1/password_resets",
  summary: "Ask for a link to choose a new password",
  description: "The answer is the same whether or not somebody has this e-mail. At most five mails an hour are sent.",
  tag,
  access,
  limit_per_minute: 30,
  body: z.strictObject({ email: zText(254) }),
  response: { 202: z.object({ sent: z.literal("if_known") }) },
  handler: async ({ app, body, language }) => {
    await askPasswordReset(app, { email: body.email, language });
    return { body: { sent: "if_known" as const } };
  },
});

const completion = route({
  method: "POST",
  path: "/v1/password_resets/complete",
  summary: "Choose a new password by the link of the mail",
  description: "Ends every session of the person. A second factor stays as it is.",
  tag,
  access,
  limit_per_minute: 60,
  body: z.strictObject({ token: zLinkToken, password: zPassword }),
  response: { 204: zNothing },
  errors: ["link_gone", "password_too_short", "password_common", "password_has_email"],
  handler: async ({ app, body, ip, headers, request_id }) => {
    const origin = originOf({ ip, headers, request_id }, "POST /v1/password_resets/complete");
    forgetSessions(app.database, await completePasswordReset(app, body, origin));
    return {};
  },
});

export const passwordRoutes: Route[] = [request, completion];
