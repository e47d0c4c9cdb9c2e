"""Brings readings stored before engine 2.0 into the public form of a reading."""

from django.db import migrations

# What engine 1 did not tell (kind, cause, the level-1 categories, places of demands) stays empty;
# a re-score fills it.
FORWARD = """
UPDATE sentiment_reading SET detail = jsonb_build_object(
    'polarity', jsonb_build_object('label', detail->'polarity') || (detail->'polarity_p'),
    'emotion', jsonb_build_object(
        'primary', detail->'emotion', 'secondary', detail->'emotion_second',
        'distribution', detail->'emotion_p'),
    'intensity', round((((detail->>'intensity')::numeric - 1) / 4), 4),
    'categories', (
        SELECT coalesce(jsonb_agg(jsonb_build_object('code', pair->0, 'p', pair->1)), '[]')
        FROM jsonb_array_elements(detail->'categories') AS pair),
    'category_l1', '[]'::jsonb,
    'kind', NULL,
    'demands', (
        SELECT coalesce(jsonb_agg(
            jsonb_build_object('code', code, 'start', NULL, 'end', NULL)), '[]')
        FROM jsonb_array_elements(detail->'demands') AS code),
    'motive', (
        SELECT coalesce(jsonb_object_agg(code, round(points::numeric / 100, 4)), '{}')
        FROM jsonb_each_text(detail->'motives') AS motive(code, points)),
    'cause', '{}'::jsonb,
    'flags', (
        SELECT coalesce(jsonb_agg(jsonb_build_object(
            'code', CASE WHEN code IN ('REGULATORY', 'MEDIA', 'LEGAL')
                    THEN code || '_THREAT' ELSE code END,
            'spans', '[]'::jsonb)), '[]')
        FROM jsonb_array_elements_text(detail->'flags') AS code),
    'evidence', (
        SELECT coalesce(jsonb_agg(
            (span - 'kind') || jsonb_build_object('why', span->'kind')), '[]')
        FROM jsonb_array_elements(detail->'spans') AS span),
    'groups', detail->'groups',
    'combos', (
        SELECT coalesce(jsonb_agg(combo || jsonb_build_object('spans', (
            SELECT coalesce(jsonb_agg(
                (span - 'kind') || jsonb_build_object('why', span->'kind')), '[]')
            FROM jsonb_array_elements(combo->'spans') AS span))), '[]')
        FROM jsonb_array_elements(detail->'combos') AS combo),
    'amount', detail->'amount',
    'people', detail->'people',
    'missing', detail->'missing',
    'unsure', detail->'unsure',
    'unsure_about', '[]'::jsonb,
    'engine', split_part(detail->>'engine_version', '+', 1),
    'model', split_part(detail->>'engine_version', '+', 2),
    'lexicon', detail->'lexicon_version')
WHERE detail ? 'polarity_p'
"""


class Migration(migrations.Migration):
    dependencies = [("sentiment", "0001_initial")]

    operations = [migrations.RunSQL(FORWARD, migrations.RunSQL.noop)]
