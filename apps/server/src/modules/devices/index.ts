import "./errors.ts";
import "./names.ts";

export { deviceAuthenticator } from "./authenticate.ts";
export { type Device, getDevice, pairDevice } from "./devices.ts";
export { routes } from "./http/routes.ts";
export { DEVICES_CRONTAB, deviceTasks } from "./jobs.ts";
export { startPairing } from "./pairing.ts";
