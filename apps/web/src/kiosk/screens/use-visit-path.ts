import { useFloor } from "../floor-context.ts";

/** Names the visit under way in an address. */
export function useVisitPath(): { kiosk_visit_id: string } {
  const { session } = useFloor();
  return { kiosk_visit_id: session.visit?.kiosk_visit_id ?? "" };
}
