import type { ReactNode } from "react";
import { type IconName, type Ink, iconImage } from "../art/icons.ts";
import { Picture } from "./elements";

interface IconProps {
  name: IconName;
  ink: Ink;
  size?: 16 | 20 | 24 | 32;
  bold?: boolean;
  className?: string;
}

/** Decoration beside a word: hidden from screen readers. */
export function Icon({ name, ink, size = 24, bold = false, className = "" }: IconProps): ReactNode {
  return (
    <Picture
      src={iconImage(name, ink, bold ? 2 : 1.5)}
      className={`i ${className}`}
      style={{ width: `${size}px`, height: `${size}px` }}
    />
  );
}
