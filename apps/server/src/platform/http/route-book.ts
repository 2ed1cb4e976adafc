import type { App } from "../app.ts";
import type { Route } from "./route.ts";

const books = new WeakMap<App, readonly Route[]>();

/** What the server of this program answers: said when it registers its routes. */
export function openRouteBook(app: App, routes: readonly Route[]): void {
  books.set(app, routes);
}

/** Every route with who may call it, for whoever shows people what a role opens. */
export function readRouteBook(app: App): readonly Route[] {
  return books.get(app) ?? [];
}
