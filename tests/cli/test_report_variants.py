"""``evidence report --variant``: what is asked for, and nothing else."""


def built(project):
    build = project / "reports" / "build"
    return sorted(str(path.relative_to(build)) for path in build.rglob("*.*") if path.is_file())


def test_only_what_is_asked_for_is_written(run, project):
    code, told, _ = run("report", "-C", project, "--variant", "web", "--lang", "nn")
    assert code == 0
    assert "web/R01.nn.json" in told
    assert built(project) == ["web/.built.json", "web/R01.nn.html", "web/R01.nn.json"]


def test_an_unknown_recommendation_stops_before_anything_is_written(run, project):
    asked = ("--variant", "all", "--format", "html", "--recommendation", "R99", "--lang", "en")
    code, _, errors = run("report", "-C", project, *asked)
    assert code == 2
    assert "R99" in errors
    assert "R01" in errors
    assert built(project) == []
