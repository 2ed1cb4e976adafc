import "./errors.ts";
import "./names.ts";
import "./personal-data.ts";

export { addresseesOf } from "./addressee.ts";
export { forgetAddressee } from "./forget-addressee.ts";
export { routes } from "./http/routes.ts";
export { findSmsKind, registerSmsKind } from "./message-kinds.ts";
export { registerMessageMetrics } from "./metrics.ts";
export { startPostman } from "./postman.ts";
export { type OutgoingMessage, sendMessage } from "./send-message.ts";
