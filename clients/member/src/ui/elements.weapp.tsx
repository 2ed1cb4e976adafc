import { Button, Image, Input, View } from "@tarojs/components";
import Taro from "@tarojs/taro";
import type { ReactNode } from "react";
import { wholeDates } from "./whole-dates.ts";
import type { BoxProps, DialogProps, FieldProps, PictureProps, TapProps, WechatPhoneProps } from "./element-props.ts";

interface Spoken {
  ariaRole?: string | undefined;
  ariaLabel?: string | undefined;
  ariaChecked?: boolean | undefined;
  ariaSelected?: boolean | undefined;
  ariaExpanded?: boolean | undefined;
  ariaDisabled?: boolean | undefined;
}

/** What a screen reader says, without the parts that do not apply; config/accessibility.ts puts them into the templates. */
const spoken = (parts: Spoken) => Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined));

/** Always a view: a text element would not draw what is nested in it. Inline ones are laid out by their class. */
export function Box({ as = "div", className = "", style, id, role, label, children }: BoxProps): ReactNode {
  return (
    <View
      className={`el-${as} ${className}`}
      {...(style === undefined ? {} : { style })}
      {...(id === undefined ? {} : { id })}
      {...spoken({ ariaRole: role, ariaLabel: label })}
    >
      {wholeDates(children, (date, place) => (
        <View key={place} className="el-span whole">
          {date}
        </View>
      ))}
    </View>
  );
}

export function Dialog({ className, label, children }: DialogProps): ReactNode {
  return (
    <View className={className} {...spoken({ ariaRole: "dialog", ariaLabel: label })}>
      {children}
    </View>
  );
}

export function Tap(props: TapProps): ReactNode {
  const { className = "", onTap, label, disabled, acts_as, selected, checked, expanded, children } = props;
  return (
    <View
      className={`tap ${className} ${disabled === true ? "is-disabled" : ""}`}
      hoverClass={disabled === true ? "none" : "is-pressed"}
      onClick={() => {
        if (disabled !== true) onTap();
      }}
      {...spoken({
        ariaRole: acts_as ?? "button",
        ariaLabel: label,
        ariaChecked: acts_as === "radio" ? selected : checked,
        ariaSelected: acts_as === "tab" ? selected : undefined,
        ariaExpanded: expanded,
        ariaDisabled: disabled === true ? true : undefined,
      })}
    >
      {children}
    </View>
  );
}

export function Picture({ src, className = "", style, alt }: PictureProps): ReactNode {
  return (
    <Image
      src={src}
      mode="scaleToFill"
      className={className}
      {...(style === undefined ? {} : { style })}
      {...spoken({ ariaRole: alt === undefined ? undefined : "img", ariaLabel: alt })}
    />
  );
}

/** The system's keyboard offers the SMS code above a number pad by itself. */
const KINDS = {
  phone: "number",
  sms_code: "number",
  name: "nickname",
  id_number: "idcard",
  text: "text",
  number: "number",
} as const;

export function Field({
  id,
  value,
  onValue,
  kind,
  max_length,
  placeholder,
  onDone,
  label,
  focus,
}: FieldProps): ReactNode {
  return (
    <Input
      id={id}
      className="field__input"
      type={KINDS[kind]}
      value={value}
      maxlength={max_length}
      placeholder={placeholder ?? ""}
      placeholderClass="field__hint"
      focus={focus === true}
      onInput={(event) => onValue(event.detail.value)}
      onConfirm={() => onDone?.()}
      {...spoken({ ariaLabel: label })}
    />
  );
}

/** A mini-program has no document. */
export function markDocument(_locale: string): void {}

const BELOW_THE_BAR = -120;

export function bringIntoView(id: string): void {
  void Taro.pageScrollTo({ selector: `#${id}`, offsetTop: BELOW_THE_BAR, duration: 200 });
}

/** WeChat's own button: only it may ask a person for their number. Refused, nothing happens. */
export function WechatPhoneButton({ label, onPhone, disabled }: WechatPhoneProps): ReactNode {
  return (
    <Button
      className="btn btn--wide wechat"
      openType="getPhoneNumber"
      disabled={disabled === true}
      onGetPhoneNumber={({ detail }) => {
        if (detail.code) onPhone(detail.code);
      }}
    >
      {label}
    </Button>
  );
}
