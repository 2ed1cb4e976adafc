import { Select } from "antd";
import { useUnitOptions } from "./units.ts";

interface Props {
  label: string;
  value?: string | undefined;
  onChange?: (unitId: string | undefined) => void;
  allowClear?: boolean;
  width?: number | string;
}

export function UnitSelect({ label, value, onChange, allowClear = false, width = "100%" }: Props) {
  const options = useUnitOptions();
  return (
    <Select
      showSearch={{ optionFilterProp: "label" }}
      allowClear={allowClear}
      aria-label={label}
      placeholder={label}
      options={options}
      optionRender={(option) => <span style={{ paddingLeft: option.data.depth * 16 }}>{option.label}</span>}
      style={{ width }}
      popupMatchSelectWidth={240}
      {...(value ? { value } : {})}
      {...(onChange ? { onChange } : {})}
    />
  );
}
