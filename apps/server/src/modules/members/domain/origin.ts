/** What brought somebody: kept with their registration. */
export interface Origin {
  qr_code_id: string | null;
  unit_id: string | null;
  staff_id: string | null;
  referrer_member_id: string | null;
  scene: string | null;
}

export const NO_ORIGIN: Origin = {
  qr_code_id: null,
  unit_id: null,
  staff_id: null,
  referrer_member_id: null,
  scene: null,
};
