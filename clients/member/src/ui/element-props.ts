import type { CSSProperties, ReactNode } from "react";

export type Tag =
  | "div"
  | "header"
  | "main"
  | "nav"
  | "section"
  | "article"
  | "ul"
  | "li"
  | "dl"
  | "dt"
  | "dd"
  | "h1"
  | "h2"
  | "h3"
  | "p"
  | "span"
  | "b";

export interface BoxProps {
  /** What it means; only the browser has these elements. */
  as?: Tag;
  className?: string;
  style?: CSSProperties;
  id?: string;
  role?: "status" | "alert" | "group" | "radiogroup" | "tablist" | "tabpanel" | "img";
  label?: string;
  /** Out of reach while something lies over it. */
  inert?: boolean;
  hidden_from_readers?: boolean;
  children?: ReactNode;
}

/** A box over the page: takes the focus, and gives it back when it goes. */
export interface DialogProps {
  className: string;
  label: string;
  onEscape: () => void;
  children: ReactNode;
}

export interface TapProps {
  className?: string;
  onTap: () => void;
  label?: string;
  disabled?: boolean;
  /** What it is to a screen reader; a button unless said otherwise. */
  acts_as?: "link" | "tab" | "switch" | "radio";
  /** Of a tab or radio. */
  selected?: boolean;
  /** Of something that opens in place. */
  expanded?: boolean;
  /** Of a switch. */
  checked?: boolean;
  /** Of a navigation item: this page. */
  current?: boolean;
  children?: ReactNode;
}

export interface PictureProps {
  src: string;
  className?: string;
  style?: CSSProperties;
  /** Absent: decoration, hidden from screen readers. */
  alt?: string;
}

export interface FieldProps {
  id: string;
  label: string;
  value: string;
  onValue: (value: string) => void;
  /** What is typed, from which keyboard and autofill follow. */
  kind: "phone" | "sms_code" | "name" | "id_number" | "text" | "number";
  max_length: number;
  placeholder?: string;
  onDone?: () => void;
  described_by?: string;
  invalid?: boolean;
  focus?: boolean;
}

export interface WechatPhoneProps {
  label: string;
  /** The code with which the server asks WeChat for the number. */
  onPhone: (phone_code: string) => void;
  disabled?: boolean;
}
