import type { ReactNode } from "react";
import type { FieldProps } from "./element-props.ts";
import { Box, Field, Tap } from "./elements";

interface FormFieldProps extends Omit<FieldProps, "described_by" | "invalid"> {
  /** Said under the field: what is wrong, or what is known of it so far. */
  problem?: string | undefined;
  note?: string | undefined;
  /** The label stands above: what is typed is long. */
  tall?: boolean;
}

/** A field with its label before it and what is said about it below. */
export function FormField({ problem, note, tall = false, ...field }: FormFieldProps): ReactNode {
  const said_id = `${field.id}-said`;
  return (
    <Box className={`formfield ${tall ? "formfield--tall" : ""}`}>
      <Box className="field">
        <Box as="span" className="field__label">
          {field.label}
        </Box>
        <Field {...field} described_by={said_id} invalid={problem !== undefined} />
      </Box>
      <Box id={said_id} className={`formfield__said ${problem === undefined ? "" : "bad"}`} role="status">
        {problem ?? note ?? ""}
      </Box>
    </Box>
  );
}

interface ChoiceProps<Value extends string> {
  label: string;
  options: readonly { value: Value; label: string }[];
  value: Value | undefined;
  onChoose: (value: Value) => void;
}

/** One of a few, side by side. */
export function Choice<Value extends string>({ label, options, value, onChoose }: ChoiceProps<Value>): ReactNode {
  return (
    <Box className="choice" role="radiogroup" label={label}>
      {options.map((one) => (
        <Tap
          key={one.value}
          acts_as="radio"
          className={`choice__one ${one.value === value ? "is-on" : ""}`}
          selected={one.value === value}
          onTap={() => onChoose(one.value)}
        >
          {one.label}
        </Tap>
      ))}
    </Box>
  );
}

interface GridProps {
  label: string;
  options: readonly { key: string; label: string; selected: boolean; onTap: () => void }[];
  /** Narrow for days, wide for months. */
  columns: 4 | 6;
}

/** One of many, as a table to touch: wheels are hard to hold still and cannot be read aloud. */
export function ChoiceGrid({ label, options, columns }: GridProps): ReactNode {
  return (
    <Box className={`grid grid--${columns}`} role="radiogroup" label={label}>
      {options.map((one) => (
        <Tap
          key={one.key}
          acts_as="radio"
          className={`grid__one ${one.selected ? "is-on" : ""}`}
          selected={one.selected}
          onTap={one.onTap}
        >
          {one.label}
        </Tap>
      ))}
    </Box>
  );
}
