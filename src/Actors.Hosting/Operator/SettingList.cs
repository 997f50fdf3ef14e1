using System.Globalization;
using Actors.Hosting.Configuration;
using Actors.Journal.Retention;
using Actors.Operations;

namespace Actors.Hosting.Operator;

/// <summary>Lists the settings in use without their secrets.</summary>
internal static class SettingList
{
    private static readonly string[] Secrets = ["Token", "Postgres"];

    public static IReadOnlyList<NodeSetting> Of(ActorsOptions options) => [.. Of(options, ActorsOptions.SectionName).OrderBy(s => s.Key, StringComparer.Ordinal)];

    private static IEnumerable<NodeSetting> Of(object options, string section)
    {
        foreach (var property in options.GetType().GetProperties())
        {
            var key = $"{section}:{property.Name}";
            var value = property.GetValue(options);
            if (value is not null && value.GetType() is { IsClass: true, Namespace: { } space } && space.StartsWith("Actors.", StringComparison.Ordinal))
            {
                foreach (var setting in Of(value, key))
                {
                    yield return setting;
                }
            }
            else if (value is IReadOnlyDictionary<EntityType, RetentionCriteria> { Count: > 0 } types)
            {
                foreach (var setting in types.SelectMany(type => Of(type.Value, $"{key}:{type.Key}")))
                {
                    yield return setting;
                }
            }
            else
            {
                yield return new NodeSetting(key, value is not null && Secrets.Contains(property.Name) ? "(set)" : Text(value));
            }
        }
    }

    private static string Text(object? value) => value switch
    {
        null or IReadOnlyDictionary<EntityType, RetentionCriteria> => "(not set)",
        TimeSpan time => time.ToString("c", CultureInfo.InvariantCulture),
        bool flag => flag ? "true" : "false",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? string.Empty,
    };
}
