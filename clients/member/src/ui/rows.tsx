import type { ReactNode } from "react";
import type { IconName } from "../art/icons.ts";
import { Box, Tap } from "./elements";
import { Icon } from "./icon";

interface LinkRowProps {
  icon: IconName;
  label: string;
  /** A second line in small type. */
  note?: string;
  onTap: () => void;
}

export function LinkRow({ icon, label, note, onTap }: LinkRowProps): ReactNode {
  return (
    <Tap className="row" acts_as="link" onTap={onTap}>
      <Icon name={icon} ink="azurite" />
      <Box as="span" className="row__label">
        {label}
        {note !== undefined && (
          <Box as="span" className="row__note">
            {note}
          </Box>
        )}
      </Box>
      <Icon name="right" ink="muted" size={16} />
    </Tap>
  );
}

interface FactRowProps {
  label: string;
  value: string;
  /** To be found by when it is out of sight. */
  id?: string;
  children?: ReactNode;
}

export function FactRow({ label, value, id, children }: FactRowProps): ReactNode {
  return (
    <Box className="row" {...(id === undefined ? {} : { id })}>
      <Box as="span" className="row__name">
        {label}
      </Box>
      <Box as="span" className="row__value">
        {value}
      </Box>
      {children}
    </Box>
  );
}
