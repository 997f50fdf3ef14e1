using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Actors.Operations;

namespace Actors.Cmd.Editing;

/// <summary>What an operator wants a dead letter to be at its replay.</summary>
/// <param name="File">The payload's file.</param>
/// <param name="Settings">Members to be set, as <c>path=value</c>.</param>
/// <param name="Type">The command's wire name.</param>
/// <param name="Entity">The entity.</param>
internal sealed record LetterWish(string? File, IReadOnlyList<string> Settings, string? Type, string? Entity)
{
    /// <summary>The edit, from files and options, or by a person in an editor where nothing was given.</summary>
    /// <param name="letter">The letter as it is.</param>
    /// <param name="canAsk">Whether there is a person with a terminal.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<DeadLetterChange> EditOf(DeadLetterEntry letter, bool canAsk, CancellationToken cancellationToken)
    {
        if (File is not null && Settings.Count > 0)
        {
            throw new PbmException(ExitCode.WrongUsage, "Give either --file or --set.");
        }

        var change = new DeadLetterChange { Type = Type, Entity = Entity };
        if (File is { } file)
        {
            return WithPayload(change, await ReadFile(file, cancellationToken));
        }

        if (Settings.Count > 0)
        {
            return WithPayload(change, Encoding.UTF8.GetBytes(PayloadPath.Set(JsonOf(letter), Settings).ToJsonString()));
        }

        if (Type is not null || Entity is not null)
        {
            return change;
        }

        return canAsk
            ? WithPayload(change, await Editor.Edit(Encoding.UTF8.GetBytes(Pretty(letter)), cancellationToken))
            : throw new PbmException(ExitCode.WrongUsage, "Say what shall be different: --file, --set, --type or --entity. An editor needs a terminal.");
    }

    private static DeadLetterChange WithPayload(DeadLetterChange change, byte[] payload)
    {
        try
        {
            using var document = JsonDocument.Parse(payload);
            return change with { Payload = document.RootElement.Clone() };
        }
        catch (JsonException)
        {
            return change with { PayloadBase64 = Convert.ToBase64String(payload) };
        }
    }

    private static JsonNode JsonOf(DeadLetterEntry letter)
    {
        var payload = letter.Edit?.Payload ?? letter.Payload
            ?? throw new PbmException(ExitCode.WrongUsage, "The payload is not JSON, so nothing can be set in it: use --file.");
        return JsonNode.Parse(payload.GetRawText())!;
    }

    private static string Pretty(DeadLetterEntry letter) => (letter.Edit?.PayloadBase64 ?? (letter.Edit?.Payload is null ? letter.PayloadBase64 : null)) is { } base64
        ? Encoding.UTF8.GetString(Convert.FromBase64String(base64))
        : Screens.EntityScreen.Pretty((letter.Edit?.Payload ?? letter.Payload)!.Value) + "\n";

    private static async Task<byte[]> ReadFile(string file, CancellationToken cancellationToken)
    {
        try
        {
            return await System.IO.File.ReadAllBytesAsync(file, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new PbmException(ExitCode.WrongUsage, $"The file '{file}' cannot be read: {exception.Message}");
        }
    }
}
