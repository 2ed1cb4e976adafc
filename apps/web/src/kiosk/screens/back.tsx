import { useText } from "../../i18n/language.ts";
import { kiosk as words } from "../../i18n/texts/kiosk.ts";
import { useFloor } from "../floor-context.ts";
import { Mark } from "../marks.tsx";

/** Back to the tiles; who stands here stays known. */
export function BackHome() {
  const t = useText(words);
  const { go } = useFloor();
  return (
    <button type="button" className="kbtn kbtn--plain" onClick={() => go({ at: "home" })}>
      <Mark name="home" />
      {t("home")}
    </button>
  );
}
