import { useText } from "../../i18n/language.ts";
import { kiosk as words } from "../../i18n/texts/kiosk.ts";
import { Mark } from "../marks.tsx";

interface Props {
  value: string;
  longest: number;
  onChange: (value: string) => void;
}

/** Digits on the screen: a kiosk has no keyboard, and what is typed here is in no field that a browser remembers. */
export function Keypad({ value, longest, onChange }: Props) {
  const t = useText(words);
  const add = (digit: string) => onChange((value + digit).slice(0, longest));
  return (
    <div className="keypad" role="group" aria-label={t("keypad")}>
      {["1", "2", "3", "4", "5", "6", "7", "8", "9"].map((digit) => (
        <button type="button" key={digit} onClick={() => add(digit)}>
          {digit}
        </button>
      ))}
      <button type="button" className="keypad__word" onClick={() => onChange("")}>
        {t("clear")}
      </button>
      <button type="button" onClick={() => add("0")}>
        0
      </button>
      <button type="button" aria-label={t("erase")} onClick={() => onChange(value.slice(0, -1))}>
        <Mark name="erase" />
      </button>
    </div>
  );
}
