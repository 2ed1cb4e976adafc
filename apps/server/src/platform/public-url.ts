import type { Config } from "./config.ts";

/** The address of a page of the console in a link. Without PUBLIC_URL it is the one this process listens at. */
export function publicUrl(config: Pick<Config, "PUBLIC_URL" | "HOST" | "PORT">, page: string): string {
  return `${config.PUBLIC_URL ?? `http://${config.HOST}:${config.PORT}`}${page}`;
}
