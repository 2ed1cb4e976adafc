// The browser's elements: real headings, lists, buttons and inputs. Its twin elements.weapp.tsx draws the same for the mini-program.
import { createElement, type ReactNode, useEffect, useRef } from "react";
import { wholeDates } from "./whole-dates.ts";
import type { BoxProps, DialogProps, FieldProps, PictureProps, TapProps, WechatPhoneProps } from "./element-props.ts";

export function Box({ as = "div", label, inert, hidden_from_readers, children, ...rest }: BoxProps): ReactNode {
  const given = {
    ...rest,
    // React 18 passes it on only as text.
    inert: inert === true ? "" : undefined,
    "aria-label": label,
    "aria-hidden": hidden_from_readers,
  };
  const shown = wholeDates(children, (date, place) => (
    <span key={place} className="whole">
      {date}
    </span>
  ));
  return createElement(as, given, shown);
}

export function Dialog({ className, label, onEscape, children }: DialogProps): ReactNode {
  const box = useRef<HTMLElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    // A field in it may have taken the focus already.
    if (box.current?.contains(before) !== true) box.current?.focus();
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  return (
    <section
      ref={box}
      className={className}
      role="dialog"
      aria-modal
      aria-label={label}
      tabIndex={-1}
      onKeyDown={(event) => {
        if (event.key === "Escape") onEscape();
      }}
    >
      {children}
    </section>
  );
}

export function Tap({
  className,
  onTap,
  label,
  disabled,
  acts_as,
  selected,
  expanded,
  checked,
  current,
  children,
}: TapProps): ReactNode {
  const is_radio = acts_as === "radio";
  return (
    <button
      type="button"
      className={`tap ${className ?? ""}`}
      onClick={onTap}
      disabled={disabled}
      role={acts_as}
      aria-label={label}
      aria-selected={acts_as === "tab" ? selected : undefined}
      aria-checked={is_radio ? selected : checked}
      aria-expanded={expanded}
      aria-current={current === true ? "page" : undefined}
    >
      {children}
    </button>
  );
}

export function Picture({ src, className, style, alt }: PictureProps): ReactNode {
  return <img src={src} className={className} style={style} alt={alt ?? ""} draggable={false} />;
}

const KINDS = {
  phone: { type: "tel", inputMode: "tel", autoComplete: "tel-national" },
  sms_code: { type: "text", inputMode: "numeric", autoComplete: "one-time-code" },
  name: { type: "text", inputMode: "text", autoComplete: "name" },
  id_number: { type: "text", inputMode: "text", autoComplete: "off" },
  text: { type: "text", inputMode: "text", autoComplete: "off" },
  number: { type: "text", inputMode: "numeric", autoComplete: "off" },
} as const;

export function Field(props: FieldProps): ReactNode {
  const { id, label, value, onValue, kind, max_length, placeholder, onDone, described_by, invalid, focus } = props;
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (focus === true) input.current?.focus();
  }, [focus]);
  return (
    <input
      ref={input}
      id={id}
      className="field__input"
      {...KINDS[kind]}
      name={id}
      aria-label={label}
      aria-describedby={described_by}
      aria-invalid={invalid}
      value={value}
      maxLength={max_length}
      placeholder={placeholder}
      onChange={(event) => onValue(event.target.value)}
      onKeyDown={(event) => {
        if (event.key === "Enter") onDone?.();
      }}
    />
  );
}

/** Puts the language on the document, for fonts, line breaking and screen readers. */
export function markDocument(locale: string): void {
  document.documentElement.lang = locale;
}

/** To the middle of what is seen of the page. */
export function bringIntoView(id: string): void {
  document.getElementById(id)?.scrollIntoView({ block: "center" });
}

/** A browser has no such button. */
export function WechatPhoneButton(_props: WechatPhoneProps): ReactNode {
  return null;
}
