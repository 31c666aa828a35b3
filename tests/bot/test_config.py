"""The configuration: complete example, precedence of the environment, every fault named at once."""

from pathlib import Path

import pytest

from bot.config import ConfigFaults, load_settings, read_token
from bot.settings import Settings

EXAMPLE = Path(__file__).parents[2] / "config.example.toml"
URLS = "sqlite:///path/to/file.db or postgresql+asyncpg://user:password@host/name"
TOKEN = "123456789:AAtesttokentesttokentesttoken"


def faults_of(tmp_path: Path, text: str) -> list[str]:
    file = tmp_path / "config.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigFaults) as caught:
        load_settings(file)
    return caught.value.faults


def test_the_example_is_the_defaults_and_names_every_setting() -> None:
    assert load_settings(EXAMPLE).model_dump() == load_settings(None).model_dump()
    text = EXAMPLE.read_text(encoding="utf-8")
    for section, field in Settings.model_fields.items():
        assert f"[{section}]" in text
        for key in getattr(field.annotation, "model_fields", {}):
            assert f"\n{key} = " in text or f"\n# {key} = " in text, f"{section}.{key} is missing in the example"


def test_the_environment_goes_before_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "config.toml"
    file.write_text('[log]\nlevel = "ERROR"\n[telegram]\nlisten_port = 9000\n', encoding="utf-8")
    monkeypatch.setenv("XIANFENG_LOG__LEVEL", "DEBUG")
    settings = load_settings(file)
    assert (settings.log.level, settings.telegram.listen_port) == ("DEBUG", 9000)


def test_every_fault_is_named_at_once_with_what_was_found_and_expected(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XIANFENG_TELEGRAM__TOKE", "x")
    faults = faults_of(
        tmp_path,
        '[telegram]\nmode = "hook"\nlisten_port = 99999\napi_base = "ftp:/x"\ntokn = "x"\n'
        '[databas]\nurl = ""\n[database]\nurl = "mysql://a"\n[defaults]\nzone = "Asia/Shanhai"\n',
    )
    assert faults == [
        "environment XIANFENG_TELEGRAM__TOKE: is no setting; did you mean XIANFENG_TELEGRAM__TOKEN?",
        "telegram.api_base: found 'ftp:/x'; expected a text like http://127.0.0.1:8081",
        "telegram.mode: found 'hook'; expected 'polling' or 'webhook'",
        "telegram.listen_port: found 99999; expected less than or equal to 65535",
        "telegram.tokn: is no setting; did you mean token?",
        f"database.url: found a value that is not shown; expected {URLS}",
        "defaults.zone: found 'Asia/Shanhai'; expected a time zone such as Asia/Shanghai",
        "databas: is no setting; did you mean database?",
    ]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        pytest.param('[telegram]\nmode = "webhook"', "needs webhook_url and webhook_secret", id="half-a-webhook"),
        pytest.param("[telegram", "is not TOML", id="not-toml"),
        pytest.param('[telegram]\nwebhook_secret = "geheim"', "16 to 256 characters", id="a-short-secret"),
        pytest.param('[trial]\nfollow_clock = "http://10.0.0.1"', "this machine only", id="a-clock-elsewhere"),
        pytest.param('[forms]\nredis_url = "http://x"', "redis://", id="a-redis-that-is-none"),
        pytest.param('[calendar]\nrest_days = ["soon"]', "calendar.rest_days", id="a-day-that-is-none"),
        pytest.param(
            '[calendar]\nrest_days = ["2027-02-05"]\nwork_days = ["2027-02-05"]',
            "2027-02-05 is in rest_days and in work_days; keep one",
            id="a-day-that-is-both",
        ),
    ],
)
def test_a_faulty_file_is_refused_with_the_reason(tmp_path: Path, text: str, fault: str) -> None:
    [found] = faults_of(tmp_path, text)
    assert fault in found
    assert "geheim" not in found


def test_a_missing_file_is_named_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ConfigFaults, match=r"missing\.toml: no such file; copy config\.example\.toml to it"):
        load_settings(tmp_path / "missing.toml")


def test_the_token_comes_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XIANFENG_TELEGRAM__TOKEN", TOKEN)
    assert read_token(load_settings(None).telegram) == TOKEN


def test_the_token_comes_from_a_file_without_its_line_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "token").write_text(TOKEN + "\n", encoding="utf-8")
    monkeypatch.setenv("XIANFENG_TELEGRAM__TOKEN_FILE", str(tmp_path / "token"))
    assert read_token(load_settings(None).telegram) == TOKEN


@pytest.mark.parametrize("text", ["", "nonsense", TOKEN + " x"])
def test_a_token_that_is_none_is_refused_without_being_shown(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XIANFENG_TELEGRAM__TOKEN", text)
    with pytest.raises(ConfigFaults) as caught:
        read_token(load_settings(None).telegram)
    assert text == "" or text not in str(caught.value)


def test_no_token_at_all_says_where_to_put_it() -> None:
    with pytest.raises(ConfigFaults, match="XIANFENG_TELEGRAM__TOKEN"):
        read_token(load_settings(None).telegram)


def test_a_token_file_that_cannot_be_read_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XIANFENG_TELEGRAM__TOKEN_FILE", str(tmp_path / "nowhere"))
    with pytest.raises(ConfigFaults, match="nowhere: No such file"):
        read_token(load_settings(None).telegram)
