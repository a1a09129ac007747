"""The appraisal workbook in the web: uploaded, checked, computed by `betang.batch`, shown per unit and per person."""
