import type { Wish } from "../session.ts";
import { useFloor } from "../floor-context.ts";
import { useAct } from "../use-act.ts";
import { useScanner } from "../use-scanner.ts";

/** Whatever is held to the scanner or the reader says who stands here. */
export function useShown(wish: Wish) {
  const { api, meet } = useFloor();
  const act = useAct();
  useScanner((shown) => {
    void act
      .run(() => api.call("POST /v1/kiosk/visits", { body: { shown } }))
      .then((opened) => opened && meet(opened, wish));
  });
  return act;
}
