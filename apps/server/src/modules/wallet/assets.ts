/** Money that was paid in, and money given on top of it. */
export const PRINCIPAL_ASSET = "cny.principal";
export const BONUS_ASSET = "cny.bonus";
