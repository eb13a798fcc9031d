"""Validates results; called by scripts/validate."""

import json
import pathlib
import sys


def records(schema_path, paths):
    """Yields what is wrong with records, by a JSON Schema."""
    import jsonschema

    schema = json.loads(pathlib.Path(schema_path).read_text("utf-8"))
    validator_class = jsonschema.Draft202012Validator
    validator_class.check_schema(schema)
    validator = validator_class(schema, format_checker=validator_class.FORMAT_CHECKER)
    count = 0
    for path in paths:
        text = pathlib.Path(path).read_text("utf-8")
        documents = text.splitlines() if path.endswith(".ndjson") else [text]
        for number, document in enumerate(documents, 1):
            count += 1
            for error in validator.iter_errors(json.loads(document)):
                yield f"{path}:{number}: {error.json_path}: {error.message[:300]}"
    if count == 0:
        yield "no record was given"


def package(folder):
    """Yields what is wrong with a data package."""
    import frictionless

    report = frictionless.validate(str(pathlib.Path(folder) / "datapackage.json"))
    for error in report.errors:
        yield error.message
    for task in report.tasks:
        for error in task.errors:
            yield f"{task.name}: {error.message[:300]}"


def workbook(path):
    """Prints the sheets of an xlsx file as another library reads them."""
    import datetime
    import openpyxl

    def cell(cell):
        value = cell.value
        if isinstance(value, datetime.datetime):
            return ["date", value.date().isoformat()]
        kind = {str: "text", int: "number", float: "number", type(None): "blank"}[type(value)]
        return ["formula" if cell.data_type == "f" else kind, "" if value is None else str(value)]

    sheets = [
        {
            "name": sheet.title,
            "frozen": sheet.freeze_panes,
            "filter": sheet.auto_filter.ref,
            "rows": [[cell(place) for place in row] for row in sheet.iter_rows()],
        }
        for sheet in openpyxl.load_workbook(path).worksheets
    ]
    print(json.dumps(sheets, ensure_ascii=False))


def main(arguments):
    match arguments:
        case ["records", schema, *paths]:
            problems = list(records(schema, paths))
        case ["package", folder]:
            problems = list(package(folder))
        case ["workbook", path]:
            problems = []
            workbook(path)
        case _:
            sys.exit("usage: validate records SCHEMA FILE... | validate package FOLDER | validate workbook FILE")
    for problem in problems[:20]:
        print(problem)
    sys.exit(1 if problems else 0)


main(sys.argv[1:])
