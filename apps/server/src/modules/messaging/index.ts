export { routes } from "./http/routes.ts";
export { type OutgoingMessage, sendMessage } from "./send-message.ts";
