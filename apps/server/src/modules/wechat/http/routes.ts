import type { Route } from "../../../platform/http/route.ts";
import { accountRoutes } from "./account-routes.ts";
import { callbackRoutes } from "./callback-routes.ts";
import { followerRoutes } from "./follower-routes.ts";
import { signInRoutes } from "./sign-in-routes.ts";

export const routes: Route[] = [...accountRoutes, ...callbackRoutes, ...followerRoutes, ...signInRoutes];
