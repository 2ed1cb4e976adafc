import "./personal-data.ts";

export { forgetAddressee } from "./forget-addressee.ts";
export { routes } from "./http/routes.ts";
export { type OutgoingMessage, sendMessage } from "./send-message.ts";
