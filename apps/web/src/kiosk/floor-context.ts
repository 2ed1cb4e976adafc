import { createContext, useContext } from "react";
import type { Call, Kiosk, KioskApi, Visit } from "./api.ts";
import type { Session, View, Wish } from "./session.ts";

/** What every screen may ask of the kiosk it stands on. */
export interface FloorTools {
  api: KioskApi;
  kiosk: Kiosk;
  session: Session;
  online: boolean;
  contrast: boolean;
  setContrast(on: boolean): void;
  go(view: View): void;
  /** Somebody is known now. */
  meet(visit: Visit, wish: Wish, notice?: string): void;
  /** They have changed something of theirs. */
  renew(visit: Visit, view: View, notice: string): void;
  /** They have gone: nothing of them is left. */
  end(): void;
  call: Call | undefined;
  setCall(call: Call | undefined): void;
  /** Asks anew what this kiosk is and asks for. */
  refresh(): void;
}

export const FloorContext = createContext<FloorTools | undefined>(undefined);

export function useFloor(): FloorTools {
  const tools = useContext(FloorContext);
  if (!tools) throw new Error("used outside the floor");
  return tools;
}
