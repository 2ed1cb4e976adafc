// Where somebody came from: a registration code's address carries the code. It counts when they register.

/** What goes with a registration: the code in the browser's address, or nothing. */
export function codeInAddress(): { qr_code?: string } {
  if (process.env.TARO_ENV !== "h5") return {};
  const found = /[?&]qr=([0-9a-z]+)/.exec(window.location.search)?.[1];
  return found === undefined ? {} : { qr_code: found };
}
