import { Image, Input, Text, View } from "@tarojs/components";
import type { ReactNode } from "react";
import type { BoxProps, FieldProps, PictureProps, TapProps } from "./element-props.ts";

const reader = (role: string | undefined, label: string | undefined) => ({
  ...(role === undefined ? {} : { ariaRole: role }),
  ...(label === undefined ? {} : { ariaLabel: label }),
});

export function Box({ as = "div", className = "", style, id, role, label, children }: BoxProps): ReactNode {
  const shared = {
    className: `el-${as} ${className}`,
    ...(style === undefined ? {} : { style }),
    ...(id === undefined ? {} : { id }),
  };
  if (as === "span" || as === "b") {
    return <Text {...shared}>{children}</Text>;
  }
  return (
    <View {...shared} {...reader(role, label)}>
      {children}
    </View>
  );
}

export function Tap({ className = "", onTap, label, disabled, acts_as, children }: TapProps): ReactNode {
  return (
    <View
      className={`tap ${className} ${disabled === true ? "is-disabled" : ""}`}
      hoverClass={disabled === true ? "none" : "is-pressed"}
      onClick={() => {
        if (disabled !== true) onTap();
      }}
      {...reader(acts_as ?? "button", label)}
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
      {...reader(undefined, alt)}
    />
  );
}

/** The system's keyboard offers the SMS code above a number pad by itself. */
const KINDS = { phone: "number", sms_code: "number", name: "nickname" } as const;

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
      {...reader(undefined, label)}
    />
  );
}

/** A mini-program has no document. */
export function markDocument(_locale: string): void {}
