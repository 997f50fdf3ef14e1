using System.Collections.Frozen;
using Actors.Journal.Retention;

namespace Actors.Hosting.Configuration;

/// <summary>Reads and checks what of the journal is removed in the background.</summary>
internal static class RetentionSettings
{
    private const long EventsMax = 1_000_000_000;

    public static RetentionOptions Read(SettingsReader settings)
    {
        var defaults = new RetentionOptions();
        var entities = settings.Section(nameof(RetentionOptions.Entities));
        var types = settings.Section(nameof(RetentionOptions.ByType));
        var options = new RetentionOptions
        {
            KeepLogFor = settings.OptionalDuration(nameof(RetentionOptions.KeepLogFor)),
            Interval = settings.Duration(nameof(RetentionOptions.Interval), defaults.Interval),
            Entities = IsEmpty(entities) ? null : Criteria(entities),
            ByType = ReadTypes(types),
        };
        settings.RefuseUnknown();
        settings.Add(entities.Faults);
        settings.Add(types.Faults);
        return options;
    }

    public static IReadOnlyList<ConfigurationFault> Faults(RetentionOptions options, string section)
    {
        var faults = new FaultCollector(section);
        if (options.KeepLogFor is { } age)
        {
            faults.InRange(nameof(options.KeepLogFor), age, RetentionOptions.KeepLogForMin, RetentionOptions.AgeMax);
        }
        else if (options.Entities is not null || options.ByType.Count > 0)
        {
            faults.Add(nameof(options.KeepLogFor), null, "must be set when there are criteria, because a history goes only after the log");
        }

        faults.InRange(nameof(options.Interval), options.Interval, TimeSpan.FromSeconds(1), TimeSpan.FromDays(1));
        Check(faults, nameof(options.Entities), options.Entities);
        foreach (var (type, criteria) in options.ByType)
        {
            Check(faults, $"{nameof(options.ByType)}:{type}", criteria);
        }

        return faults.Faults;
    }

    // The file with all keys leaves those empty that are off.
    private static bool IsEmpty(SettingsReader settings)
    {
        var (age, events) = (settings.Text(nameof(RetentionCriteria.KeepFor), null), settings.Text(nameof(RetentionCriteria.KeepEvents), null));
        settings.RefuseUnknown();
        return age is null && events is null;
    }

    private static RetentionCriteria Criteria(SettingsReader settings)
    {
        var defaults = new RetentionCriteria();
        return new RetentionCriteria
        {
            KeepFor = settings.Duration(nameof(RetentionCriteria.KeepFor), defaults.KeepFor),
            KeepEvents = settings.Number(nameof(RetentionCriteria.KeepEvents), defaults.KeepEvents),
        };
    }

    private static FrozenDictionary<EntityType, RetentionCriteria> ReadTypes(SettingsReader settings)
    {
        var criteria = new Dictionary<EntityType, RetentionCriteria>();
        foreach (var (key, type) in settings.Sections())
        {
            _ = IsEmpty(type);
            try
            {
                criteria[new EntityType(key)] = Criteria(type);
            }
            catch (ArgumentException exception)
            {
                settings.Add(key, null, $"is not a type of entities: {exception.Message}");
            }

            settings.Add(type.Faults);
        }

        settings.RefuseUnknown();
        return criteria.Count == 0 ? FrozenDictionary<EntityType, RetentionCriteria>.Empty : criteria.ToFrozenDictionary();
    }

    private static void Check(FaultCollector faults, string key, RetentionCriteria? criteria)
    {
        if (criteria is not null)
        {
            faults.InRange($"{key}:{nameof(criteria.KeepFor)}", criteria.KeepFor, TimeSpan.Zero, RetentionOptions.AgeMax);
            faults.InRange($"{key}:{nameof(criteria.KeepEvents)}", criteria.KeepEvents, 0, EventsMax);
        }
    }
}
