"""A report as a spreadsheet that opens right in French."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from typing import Any, ClassVar

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from wagtail.admin.views.mixins import Echo, SpreadsheetExportMixin

from members import journal
from members.exports import defused

#: Without it Excel takes the file for Windows-1252.
BOM = "\ufeff".encode()


class FrenchExport(SpreadsheetExportMixin):
    """The columns of the table, as they are seen; semicolons, as Excel has them here.

    Each export is a line of the journal.
    """

    request: HttpRequest
    slug = ""
    page_title = ""
    columns: ClassVar[Any]

    @property
    def list_export(self) -> list[str]:
        return [column.name for column in self.columns]

    def get_heading(self, queryset: Any, field: str) -> str:
        return next(str(c.label) for c in self.columns if c.name == field)

    def to_row_dict(self, item: Any) -> dict[str, Any]:
        return {column.name: column.get_value(item) for column in self.columns}

    def preprocess_field_value(self, field: str, value: Any, export_format: str) -> Any:
        if isinstance(value, date) and export_format == self.FORMAT_CSV:
            return f"{value:%d/%m/%Y}"
        if value is None or isinstance(value, date | int):
            return value
        return defused(str(value))

    def stream_csv(self, queryset: Any) -> Iterator[bytes]:
        yield BOM
        writer = csv.DictWriter(Echo(), self.list_export, delimiter=";")
        headings = {name: self.get_heading(queryset, name) for name in self.list_export}
        yield writer.writerow(headings)  # type: ignore[misc]
        for item in queryset:
            yield self.write_csv_row(writer, self.to_row_dict(item))

    def write_xlsx(self, queryset: Any, output: Any) -> None:
        from openpyxl import Workbook  # type: ignore[import-untyped]

        workbook = Workbook(write_only=True)
        sheet = workbook.create_sheet(title=self.page_title[:31])
        sheet.append([self.get_heading(queryset, name) for name in self.list_export])
        for item in queryset:
            row = self.generate_xlsx_row(sheet, self.to_row_dict(item))
            cells = list(row)
            for cell in cells:
                if isinstance(cell.value, date):
                    cell.number_format = "dd/mm/yyyy"
            sheet.append(cells)
        workbook.save(output)

    def get_filename(self) -> str:
        return f"{self.slug}-{timezone.localdate():%Y-%m-%d}"

    def as_spreadsheet(self, queryset: Any, spreadsheet_format: str) -> Any:
        said = f"rapport «\u202f{self.page_title}\u202f», {len(queryset)} lignes"
        journal.record(journal.Kind.EXPORT, said, request=self.request)
        answer: HttpResponseBase = super().as_spreadsheet(queryset, spreadsheet_format)
        return answer
