"""A campaign as documents: tables, a page, a workbook, data."""
