"""A small annotation page for tests of the server itself."""

PAGE = """\
<View>
  <Labels name="span" toName="text"><Label value="Actor" hotkey="a"/><Label value="Event"/></Labels>
  <Text name="text" value="$text"/>
</View>
"""
