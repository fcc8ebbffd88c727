from typing import Any

from django.db import migrations


def carry_over(apps: Any, _editor: Any) -> None:
    """What a version said in two texts becomes one goal and one action of its own."""
    version_of = apps.get_model('support_plans', 'PartVersion')
    goal_of = apps.get_model('support_plans', 'Goal')
    action_of = apps.get_model('support_plans', 'PlanAction')
    for version in version_of.objects.exclude(former_goal='', former_content='').filter(goals=None):
        guard = {
            name: getattr(version, name)
            for name in (
                'case_id', 'home_id', 'doors', 'information_class', 'concerns', 'written_by', 'written_at', 'laid_open_at'
            )
        }
        goal = goal_of.objects.create(
            version=version, sort_order=1, text=version.former_goal or version.former_content, **guard
        )
        if version.former_content:
            action_of.objects.create(
                version=version, goal=goal, sort_order=1, what=version.former_content, **guard
            )


class Migration(migrations.Migration):

    dependencies = [('support_plans', '0004_whole_plans')]

    operations = [migrations.RunPython(carry_over, migrations.RunPython.noop)]
