import type { ReactNode } from "react";
import type { IconName } from "../../art/icons.ts";
import { Box, Tap } from "../../ui/elements";
import { Icon } from "../../ui/icon";

export function LinkRow({ icon, label, onTap }: { icon: IconName; label: string; onTap: () => void }): ReactNode {
  return (
    <Tap className="row" acts_as="link" onTap={onTap}>
      <Icon name={icon} ink="azurite" />
      <Box as="span" className="row__label">
        {label}
      </Box>
      <Icon name="right" ink="muted" size={16} />
    </Tap>
  );
}

export function FactRow({ label, value, children }: { label: string; value: string; children?: ReactNode }): ReactNode {
  return (
    <Box className="row">
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
