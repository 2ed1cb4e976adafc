/** Origin of the API: empty in the browser (same origin), set by TARO_APP_API for the mini-program. */
declare const API_BASE: string;

declare module "*.scss";
