"""The design system: base pages, components, icons, style sheets, number and date formats, error pages."""
