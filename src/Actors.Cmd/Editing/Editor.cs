using System.ComponentModel;
using System.Diagnostics;

namespace Actors.Cmd.Editing;

/// <summary>Lets a person change a text in the editor of VISUAL or EDITOR, else in vi.</summary>
internal static class Editor
{
    private static readonly string[] Variables = ["VISUAL", "EDITOR"];

    /// <summary>Opens the editor and waits until it ends.</summary>
    /// <exception cref="PbmException">It cannot be started, fails, or nothing was changed.</exception>
    public static async Task<byte[]> Edit(byte[] text, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("pbm-"); // For this user alone.
        try
        {
            var file = Path.Combine(folder.FullName, "payload.json");
            await File.WriteAllBytesAsync(file, text, cancellationToken);
            await Run(file, cancellationToken);
            var edited = await File.ReadAllBytesAsync(file, cancellationToken);
            return edited.AsSpan().SequenceEqual(text)
                ? throw new PbmException(ExitCode.Refused, "Nothing was changed in the editor.")
                : edited;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task Run(string file, CancellationToken cancellationToken)
    {
        var editor = Variables.Select(Environment.GetEnvironmentVariable).FirstOrDefault(e => !string.IsNullOrWhiteSpace(e)) ?? "vi";
        var words = Prompts.CommandLineWords.Split(editor);
        try
        {
            using var process = Process.Start(new ProcessStartInfo(words[0], [.. words.Skip(1), file]) { UseShellExecute = false })!;
            await process.WaitForExitAsync(cancellationToken);
            if (process.ExitCode != 0)
            {
                throw new PbmException(ExitCode.Refused, $"The editor '{editor}' ended with {process.ExitCode}; nothing was changed.");
            }
        }
        catch (Win32Exception exception)
        {
            throw new PbmException(ExitCode.WrongUsage, $"The editor '{editor}' cannot be started ({exception.Message}); set VISUAL or EDITOR, or use --file.");
        }
    }
}
