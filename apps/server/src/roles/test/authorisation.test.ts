import { expect, test } from "vitest";
import { type Route, routeName } from "../../platform/http/route.ts";
import { routes } from "../routes.ts";
import { AUTHORISATION } from "./authorisation.ts";

const told = ({ access: { actors, permission } }: Route) =>
  actors.join(", ") + (permission === undefined ? "" : `: ${permission}`);

test("every route is declared in authorisation.ts, with those who may call it", () => {
  const found = Object.fromEntries(routes.map((route) => [routeName(route), told(route)]));
  expect(found).toEqual(AUTHORISATION);
});
