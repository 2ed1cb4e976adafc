// Where somebody came from: a poster's address names the store and who put it up. It counts when they register.
interface Origin {
  unit_id: string;
  staff_id: string;
}

function originOf(text: string | undefined): Origin | undefined {
  const [unit_id, staff_id] = (text ?? "").split(".");
  return unit_id?.startsWith("unt_") && staff_id?.startsWith("stf_") ? { unit_id, staff_id } : undefined;
}

/** What goes with a registration: the origin in the browser's address, or nothing. */
export function originInAddress(): { origin?: Origin } {
  if (process.env.TARO_ENV !== "h5") return {};
  const found = originOf(/[?&]from=([^&#]+)/.exec(window.location.search)?.[1]);
  return found === undefined ? {} : { origin: found };
}
