/** Where a kiosk's browser is to be sent. */
export const kioskAddress = (): string => `${location.origin}/kiosk`;
