"""From a YAML source to a model, with every complaint of pydantic told in the author's language."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from types import UnionType
from typing import Annotated, Any, Final, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from secretguard.content.complaints import explain
from secretguard.content.problems import ContentProblem, content_error, quoted
from secretguard.content.yaml_source import YamlPath, YamlSource
from secretguard.i18n import _

MAX_PROBLEMS: Final = 50
"""More than this nobody reads at once; the rest appear after the first are mended."""

Model = TypeVar("Model", bound=BaseModel)


def read_model(source: YamlSource, model: type[Model]) -> Model:
    """The source as a model. Raises ContentError with a problem per complaint (file, line, field, hint)."""
    if not isinstance(source.data, dict):
        raise content_error([source.problem((), _("文件的最外层必须是“字段: 内容”的形式。"))])
    try:
        return model.model_validate(source.data)
    except ValidationError as error:
        details = error.errors(include_url=False, include_context=True, include_input=True)
        raise content_error(_problems(source, model, details[:MAX_PROBLEMS])) from None


def _problems(
    source: YamlSource, model: type[BaseModel], details: Sequence[ErrorDetails]
) -> list[ContentProblem]:
    places = [detail["loc"] for detail in details]
    return [_problem(source, model, detail) for detail in details if not _is_echo(detail, places)]


def _is_echo(detail: ErrorDetails, places: Sequence[tuple[int | str, ...]]) -> bool:
    """A list is also reported as too short when its items are at fault; only the items matter."""
    place = detail["loc"]
    inside = (other for other in places if len(other) > len(place) and other[: len(place)] == place)
    return detail["type"] == "too_short" and any(inside)


def _problem(source: YamlSource, model: type[BaseModel], detail: ErrorDetails) -> ContentProblem:
    path = tuple(step for step in detail["loc"] if step != "[key]")
    if detail["type"] == "extra_forbidden":
        return _unknown_field(source, model, path)
    message, hint = explain(detail)
    return source.problem(path, message, hint)


def _unknown_field(source: YamlSource, model: type[BaseModel], path: YamlPath) -> ContentProblem:
    known = _field_names(_model_at(model, path[:-1]))
    near = difflib.get_close_matches(str(path[-1]), known, n=1, cutoff=0.6)
    message = _("没有 {name} 这个字段。", name=quoted(str(path[-1])))
    if near:
        return source.problem(path, message, _("是不是想写 {name}？", name=near[0]))
    return source.problem(path, message, _("这里可以写：{names}。", names=_("、").join(known)))


def _field_names(model: type[BaseModel] | None) -> list[str]:
    if model is None:
        return []
    return [field.alias or name for name, field in model.model_fields.items()]


def _model_at(model: type[BaseModel], path: YamlPath) -> type[BaseModel] | None:
    """The model that describes a place, following field names (or aliases) and passing list positions."""
    annotation: Any = model
    for step in path:
        inner = _inner_model(annotation)
        if isinstance(step, int) or inner is None:
            continue
        fields = {field.alias or name: field.annotation for name, field in inner.model_fields.items()}
        annotation = fields.get(step, annotation)
    return _inner_model(annotation)


def _inner_model(annotation: Any) -> type[BaseModel] | None:
    """The model inside `X`, `X | None`, `tuple[X, ...]`, `dict[str, X]` or `Annotated[X, …]`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    if get_origin(annotation) in (Annotated, Union, UnionType, tuple, dict):
        found = (_inner_model(argument) for argument in get_args(annotation))
        return next((model for model in found if model is not None), None)
    return None
