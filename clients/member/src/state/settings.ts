import { createStoredStore } from "./store.ts";

/** Version of the privacy and membership texts that this client shows; sent with the consent. */
export const TEXT_VERSION = "2026-11-20";

/** Text version the person agreed to on this device. */
export const consent = createStoredStore<string>("hy.consent", (value) => typeof value === "string" && value !== "");

/** "large" when the person chose larger type. */
export const type_size = createStoredStore<"large">("hy.type_size", (value) => value === "large");

/** "seen" once the sign-in page was offered: after that, browsing is not interrupted. */
export const welcome = createStoredStore<"seen">("hy.welcome", (value) => value === "seen");
