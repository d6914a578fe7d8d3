"""The command `symbiosis`: check a park, solve a question, climb the ladder, look at results.

Everything heavy is imported inside the commands, so that help is instant.
"""

from __future__ import annotations

import sys

from symbiosis.cli.admission import register as register_admission
from symbiosis.cli.catalogue import register as register_catalogue
from symbiosis.cli.check import register as register_check
from symbiosis.cli.convert import register as register_convert
from symbiosis.cli.design import register as register_design
from symbiosis.cli.export import register as register_export
from symbiosis.cli.fair import register as register_fair
from symbiosis.cli.finance import register as register_finance
from symbiosis.cli.generate import register as register_generate
from symbiosis.cli.heat import register as register_heat
from symbiosis.cli.import_meter import register as register_import_meter
from symbiosis.cli.indicators import register as register_indicators
from symbiosis.cli.match import register as register_match
from symbiosis.cli.new import register as register_new
from symbiosis.cli.operate import register as register_operate
from symbiosis.cli.profiles import register as register_profiles
from symbiosis.cli.questionnaire import register as register_questionnaire
from symbiosis.cli.report import register as register_report
from symbiosis.cli.resilience import register as register_resilience
from symbiosis.cli.retrofit import register as register_retrofit
from symbiosis.cli.run import register as register_run
from symbiosis.cli.serve import register as register_serve
from symbiosis.cli.show import register as register_show
from symbiosis.cli.solve import register as register_solve
from symbiosis.cli.speech import Spoken, SpokenApp
from symbiosis.cli.trace import register as register_trace
from symbiosis.cli.verify import register as register_verify
from symbiosis.cli.water import register as register_water
from symbiosis.cli.why import register as register_why

app = SpokenApp(
    name="symbiosis",
    cls=Spoken,
    help="Design industrial parks: who exchanges what, which plants are shared, what that saves.",
    no_args_is_help=True,
    add_completion=True,
    pretty_exceptions_enable=False,
)
register_check(app)
register_solve(app)
register_verify(app)
register_export(app)
register_design(app)
register_fair(app)
register_finance(app)
register_heat(app)
register_water(app)
register_show(app)
register_resilience(app)
register_operate(app)
register_admission(app)
register_report(app)
register_retrofit(app)
register_indicators(app)
register_run(app)
register_trace(app)
register_why(app)
register_match(app)
register_new(app)
register_catalogue(app)
register_profiles(app)
register_serve(app)
register_convert(app)
register_questionnaire(app)
register_import_meter(app)
register_generate(app)


def main() -> None:
    """Run the command; text that the terminal cannot show is replaced, never a crash."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    app()


if __name__ == "__main__":
    main()
