using System.Runtime.CompilerServices;
using Actors.Schema;
using Xunit.Sdk;

namespace Actors.TestKit.WireForms;

/// <summary>
/// Holds the wire forms of a model's events against a reviewed text file, because what was written once must be readable for ever. Each
/// line of the file is an event as it stands in journals, and, once it is of an old version, what it is read as today:
/// <code>
/// loan book-borrowed:1 {"reader":"ann"} -> book-borrowed:2 {"reader":"ann","days":28}
/// loan book-borrowed:2 {"reader":"ann","days":28}
/// </code>
/// A line fails when its event is not known any more, cannot be read, or comes back as something else: a renamed or removed field loses
/// its value without any error otherwise. Such an event needs a new version and an upcaster. Lines are never changed, only added.
/// </summary>
/// <param name="model">The model.</param>
public sealed class GoldenJournal(ActorModel model)
{
    /// <summary>The environment variable that, set to 1, lets <see cref="Matches"/> write missing lines instead of asking for them.</summary>
    public const string ApproveVariable = "ACTORS_APPROVE";

    private readonly List<WireForm> _samples = [];

    /// <summary>Gives examples of events, one of each kind at least, with every field filled. Commands may be given as well.</summary>
    /// <param name="entity">The kind of entity.</param>
    /// <param name="messages">The examples.</param>
    /// <exception cref="ArgumentException">The model has no such kind of entity.</exception>
    public GoldenJournal With(EntityType entity, params IReadOnlyList<object> messages)
    {
        var definition = model.Find(entity) ?? throw new ArgumentException($"The model has no entity type '{entity}'.", nameof(entity));
        _samples.AddRange(messages.Select(message => WireForm.Of(definition, message)));
        return this;
    }

    /// <summary>Compares with the file.</summary>
    /// <param name="file">Its path; relative to the folder of the calling source file.</param>
    /// <param name="caller">Filled in by the compiler.</param>
    /// <exception cref="XunitException">The wire forms differ, or lines are missing; the text names each and what to do.</exception>
    public void Matches(string file, [CallerFilePath] string caller = "")
    {
        var path = Path.Combine(Path.GetDirectoryName(caller) ?? "", file);
        var lines = File.Exists(path)
            ? File.ReadAllLines(path).Where(line => line.Length > 0 && !line.StartsWith('#')).Select(WireForm.Parse).ToList()
            : [];
        var faults = lines.Select(Fault).OfType<string>().ToList();
        var missing = Missing(lines).ToList();
        if (missing.Count > 0 && faults.Count == 0 && Environment.GetEnvironmentVariable(ApproveVariable) == "1")
        {
            File.AppendAllLines(path, missing.Select(line => line.ToString()));
            missing.Clear();
        }

        faults.AddRange(missing.Select(line => $"No line holds this form yet; review it and add it, or run once with {ApproveVariable}=1:\n  {line}"));
        faults.AddRange(WithoutExample(lines.Concat(_samples)));
        if (faults.Count > 0)
        {
            throw new XunitException($"The golden journal {path} does not fit the model.\n{string.Join('\n', faults)}");
        }
    }

    private IEnumerable<WireForm> Missing(IReadOnlyCollection<WireForm> lines) =>
        _samples.Where(sample => !lines.Any(line => line.Entity == sample.Entity && line.Stored == sample.Stored)).Distinct();

    /// <summary>What is wrong with a line, or <see langword="null"/>.</summary>
    private string? Fault(WireForm line)
    {
        try
        {
            var entity = model.Entities.FirstOrDefault(e => e.Type.ToString() == line.Entity)
                ?? throw new UnknownMessageException(new EntityType(line.Entity), line.Name);
            var today = line.ReadAgain(entity);
            if (today == line)
            {
                return null;
            }

            var advice = WireName.Parse(line.Name).Version == entity.Messages.Newest(MessageRole.Event, WireName.Parse(line.Name).Name)?.Name.Version
                ? "It comes back as something else: give the event a new version and an upcaster, and leave this one as it was."
                : "It is read as another form than the file says; if that is right, write it so.";
            return $"{advice}\n  line:  {line}\n  today: {today}";
        }
        catch (Exception exception) when (exception is UnknownMessageException or FormatException or ArgumentException)
        {
            return $"It stands in journals and cannot be read any more: {exception.Message}\n  line:  {line}";
        }
    }

    private IEnumerable<string> WithoutExample(IEnumerable<WireForm> forms)
    {
        var known = forms.Select(form => (form.Entity, form.Name)).ToHashSet();
        return from entity in model.Entities
               from message in entity.Messages.Messages
               where message.Role == MessageRole.Event && !known.Contains((entity.Type.ToString(), message.Name.ToString()))
               select $"No line and no example has '{message.Name}' of '{entity.Type}': give one with {nameof(With)}.";
    }
}
